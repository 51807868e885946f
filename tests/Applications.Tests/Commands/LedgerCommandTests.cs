using System.Text.Json;
using Shouldly;
using VanLang.Commands;
using Xunit;

namespace VanLang.Applications.Tests.Commands;

public sealed class LedgerCommandTests : IDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-ledger-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    /// <summary>The vectors of transparency-dev/merkle; <c>wantErr</c> says that the proof must be refused.</summary>
    [Fact]
    public async Task Every_vector_of_the_corpus_is_judged_as_it_says()
    {
        string corpus = Path.Combine(RepositoryFolder(), "..", "shared", "data", "merkle-rfc6962", "testdata");
        Assert.SkipUnless(System.IO.Directory.Exists(corpus), "../shared is absent");
        string[] vectors = System.IO.Directory.GetFiles(corpus, "*.json", SearchOption.AllDirectories);
        vectors.Length.ShouldBeGreaterThan(190);
        List<string> wrong = [];
        foreach (string vector in vectors)
        {
            using JsonDocument content = JsonDocument.Parse(await File.ReadAllBytesAsync(vector, TestContext.Current.CancellationToken));
            int expected = content.RootElement.GetProperty("wantErr").GetBoolean() ? 1 : 0;
            (int code, _, string errors) = await Verify(vector);
            if (code != expected)
                wrong.Add($"{Path.GetRelativePath(corpus, vector)}: {code} {errors}");
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("%PDF-1.7", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("{}", "leafIdx")]
    [InlineData("""{"leafIdx":0,"size1":1}""", "size1")]
    [InlineData("""{"leafIdx":-1,"treeSize":1,"leafHash":"","root":"","proof":[]}""", "leafIdx")]
    [InlineData("""{"leafIdx":18446744073709551616,"treeSize":1,"leafHash":"","root":"","proof":[]}""", "leafIdx")]
    [InlineData("""{"leafIdx":0,"treeSize":"1","leafHash":"","root":"","proof":[]}""", "treeSize")]
    [InlineData("""{"leafIdx":0,"treeSize":1,"leafHash":"###","root":"","proof":[]}""", "leafHash")]
    [InlineData("""{"leafIdx":0,"treeSize":1,"leafHash":"","root":"","proof":[7]}""", "proof")]
    [InlineData("""{"leafIdx":0,"treeSize":1,"leafHash":"","root":"","proof":{}}""", "proof")]
    [InlineData("""{"size1":1,"size2":2,"root1":"","proof":[]}""", "root2")]
    [InlineData("""{"size1":1,"size1":2,"size2":2,"root1":"","root2":"","proof":[]}""", "size1")]
    public async Task What_is_no_proof_ends_with_2_and_the_reason_in_both_languages(string content, string named)
    {
        string file = Path.Combine(folder, "proof.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        (int code, string output, string errors) = await Verify(file);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain(" / ");
        errors.ShouldContain(named);
    }

    [Fact]
    public async Task A_missing_file_is_no_proof()
    {
        (int code, _, string errors) = await Verify(Path.Combine(folder, "missing.json"));
        code.ShouldBe(2);
        errors.ShouldContain("missing.json");
    }

    static async Task<(int Code, string Output, string Errors)> Verify(string file)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = await LedgerCommand.VerifyProof(new FileInfo(file), output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    static string RepositoryFolder()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "VanLang.slnx")))
            at = at.Parent;
        return at!.FullName;
    }
}
