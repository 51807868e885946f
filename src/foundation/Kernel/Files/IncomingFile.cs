using System.Security.Cryptography;

namespace VanLang.Kernel.Files;

/// <summary>
/// A file on its way into the store: under a temporary name, encrypted from the first byte. It is held open while it is being
/// written, so that the cleaning at start of another node can tell it from what a crash left behind.
/// </summary>
internal sealed class IncomingFile : IDisposable
{
    private readonly FileStream file;
    private readonly byte[] dataKey;

    public IncomingFile(string folder, byte[]? dataKey = null)
    {
        this.dataKey = dataKey ?? RandomNumberGenerator.GetBytes(FileEnvelope.DataKeyLength);
        Path = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        file = DurableFiles.Create(Path);
        Writer = new SealingWriter(file.SafeFileHandle, this.dataKey);
    }

    public string Path { get; }

    public ReadOnlySpan<byte> DataKey => dataKey;

    public SealingWriter Writer { get; }

    /// <summary>Reads what was written, once the writer is complete.</summary>
    public OpeningStream Read() => new(file.SafeFileHandle, dataKey, Writer.Length, Guid.Empty, ownsFile: false);

    /// <summary>Writes the header and flushes the whole file to disk.</summary>
    public void Finish(string keyId, ReadOnlySpan<byte> wrappedKey)
    {
        Span<byte> header = stackalloc byte[FileEnvelope.HeaderLength];
        FileEnvelope.WriteHeader(header, keyId, wrappedKey);
        RandomAccess.Write(file.SafeFileHandle, header, 0);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>Deletes what crashed processes left behind. Files that are being written, by any node, are held open and stay.</summary>
    public static void CleanUp(string folder, DateTimeOffset now)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.part"))
        {
            // It is held a moment after it was made: what is young is left to the next start.
            if (now - File.GetLastWriteTimeUtc(path) < TimeSpan.FromMinutes(1))
                continue;
            try
            {
                using var left = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
            }
            catch (IOException)
            {
            }
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        File.Delete(Path);
        file.Dispose();
        CryptographicOperations.ZeroMemory(dataKey);
    }
}
