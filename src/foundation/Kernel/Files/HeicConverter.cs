using System.Diagnostics;

namespace VanLang.Kernel.Files;

/// <summary>
/// Turns HEIC photos into JPEG by the program <c>heif-convert</c> (Debian package libheif-examples), in a process of its own with limits of
/// time and memory. The photo lies unencrypted in a private temporary folder meanwhile.
/// </summary>
internal sealed class HeicConverter(string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks for the program in the search path; null if the machine has none.</summary>
    public static HeicConverter? Find() => Find("heif-convert") is { } found ? new HeicConverter(found) : null;

    /// <summary>Copies the rest of the upload and converts it.</summary>
    public async Task<Conversion> Convert(IntakeReader reader, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("vanlang-heic-").FullName;
        var conversion = new Conversion(folder);
        try
        {
            await using (var source = File.Create(Path.Combine(folder, "photo.heic")))
            {
                while (await reader.Fill(1, cancellationToken))
                {
                    await source.WriteAsync(reader.Buffered, cancellationToken);
                    reader.Skip(reader.Buffered.Length);
                }
            }

            if (!reader.OverLimit)
                await Run(folder, cancellationToken);
            return conversion;
        }
        catch
        {
            conversion.Dispose();
            throw;
        }
    }

    private async Task Run(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Find("prlimit") is { } limiter)
        {
            start.FileName = limiter;
            start.ArgumentList.Add("--as=4000000000");
            start.ArgumentList.Add("--fsize=500000000");
            start.ArgumentList.Add(program);
        }
        else
        {
            start.FileName = program;
        }

        foreach (var argument in (string[])["-q", "92", "photo.heic", "photo.jpg"])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token),
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token),
                process.WaitForExitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The private folder of one conversion; deleted with it.</summary>
    public sealed class Conversion(string folder) : IDisposable
    {
        /// <summary>The converted photo (the first, where there are several), or null if the program made none.</summary>
        public Stream? OpenJpeg() =>
            Directory.EnumerateFiles(folder, "photo*.jpg").Order(StringComparer.Ordinal).FirstOrDefault() is { } path ? File.OpenRead(path) : null;

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
