using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

/// <summary>A file store in a folder of its own.</summary>
internal sealed class StoreFolder : IDisposable
{
    public StoreFolder(IFileScanner? scanner = null)
    {
        KeyFile = Path.Combine(Root, "keys", "files.key");
        Keys = FileKeyRing.OpenOrCreate(KeyFile, Time);
        Store = new FileStore(Files, Keys, Time, scanner) { Heic = null };
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("vanlang-files-").FullName;

    public string Files => Path.Combine(Root, "files");

    public string KeyFile { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 9, 30, 0, TimeSpan.Zero));

    public FileKeyRing Keys { get; }

    public FileStore Store { get; }

    public static FileIntakePolicy Everything { get; } = new() { Accepted = Enum.GetValues<FileKind>() };

    public Task<FileReceipt> Receive(byte[] content, string name = "giấy tờ.pdf", FileIntakePolicy? policy = null) =>
        Store.Receive(new MemoryStream(content), policy ?? Everything, name, TestContext.Current.CancellationToken);

    public async Task<StoredFile> Keep(byte[] content, string name = "giấy tờ.pdf", FileIntakePolicy? policy = null) =>
        (await Receive(content, name, policy)).ShouldBeOfType<FileReceipt.Received>().File;

    public byte[] ReadAll(StoredFile file)
    {
        using var stream = Store.Open(file);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    public string PathOf(StoredFile file) => Path.Combine(Files, file.StoreName[..2], file.StoreName[2..4], file.StoreName);

    /// <summary>Files under content names, without the temporary ones.</summary>
    public string[] Contents() => [.. Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path).Length == 64)];

    public string[] Leftovers() => Directory.GetFiles(Path.Combine(Files, "incoming"));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
