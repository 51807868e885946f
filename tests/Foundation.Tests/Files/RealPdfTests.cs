using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

/// <summary>Real signed PDFs of the corpus in ../shared must come in byte by byte; skipped where the corpus is absent.</summary>
public sealed class RealPdfTests
{
    [Theory]
    [InlineData("pdf-signature-samples")]
    [InlineData("vn-signed-pdf-samples")]
    public async Task Signed_PDFs_come_in_unchanged(string corpus)
    {
        var samples = Corpus(corpus);
        Assert.SkipWhen(samples.Length == 0, $"../shared/data/{corpus} is absent");
        using var folder = new StoreFolder();
        foreach (var path in samples)
        {
            var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var receipt = await folder.Receive(content, Path.GetFileName(path), FileIntakePolicy.Citizen);
            receipt.ShouldBeOfType<FileReceipt.Received>(Path.GetFileName(path));
            folder.ReadAll(((FileReceipt.Received)receipt).File).ShouldBe(content);
        }
    }

    private static string[] Corpus(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "VanLang.slnx")))
                continue;
            var folder = Path.Combine(at.FullName, "..", "shared", "data", name);
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.pdf") : [];
        }

        return [];
    }
}
