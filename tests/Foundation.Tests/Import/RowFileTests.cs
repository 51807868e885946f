using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Kernel.Import;
using Xunit;

namespace VanLang.Foundation.Tests.Import;

/// <summary>Files read row by row say what the same files read whole say.</summary>
public sealed class RowFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("vanlang-rows-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Rows_come_one_by_one_however_the_file_is_laid_out_and_wherever_a_buffer_ends() =>
        Gen.Select(Gen.Int[0, 12], Gen.OneOf(Gen.Int[0, 60], Gen.Int[20_000, 100_000]), Gen.Bool, Gen.Bool).Sample(
            (rows, padding, indented, marked) =>
            {
                string name = new('ậ', padding);
                string between = indented ? ",\n    " : ",";
                string text = $"{{\"title\": \"Thử\", \"rows\": [{string.Join(between, Enumerable.Range(0, rows).Select(i => $"{{\"code\": \"k{i}\", \"name\": \"{name}\"}}"))}]}}";
                List<RowRead> read = [.. Read<Whole>((marked ? "\uFEFF" : "") + text)];
                read.SelectMany(row => row.Report.Problems).ShouldBeEmpty();
                read.Select(row => row.Value).OfType<Row>().Select(row => (row.Code, row.Name.Length)).ShouldBe(Enumerable.Range(0, rows).Select(i => ($"k{i}", padding)));
            },
            iter: 40);

    [Theory]
    [InlineData("{\"rows\": [\n{\"code\": \"A\", \"name\": \"Một\"},\n{\"code\": \"A\", \"name\": \"Hai\"}]}", "3 rows[1] (A) code import-duplicate-key")]
    [InlineData("{\"rows\": [\n{\"code\": \"A\", \"name\": 5}]}", "2 rows[0] (A) name import-wrong-type")]
    [InlineData("{\"rows\": [\n{\"code\": \"A\",\n\"name\": \"a\\u0000\"}]}", "3 rows[0] name import-unstorable-text")]
    [InlineData("{\"rows\": [\n\n\"A\"]}", "3 rows[0]  import-wrong-type")]
    [InlineData("{\"rows\": [],\n\"rowz\": []}", "2 $  import-unknown-field")]
    [InlineData("{\"rows\": [],\n\"rows\": []}", "2 $  import-repeated-field")]
    [InlineData("{\"title\": \"Thử\"}", "1 $  import-missing-field")]
    [InlineData("{\"rows\": [\n{\"code\": \"A\", \"name\": \"Một\"},\n{\"code\":", "3 $  import-broken-json")]
    [InlineData("[1]", "1 $  import-broken-json")]
    [InlineData("", "1 $  import-broken-json")]
    public void What_is_wrong_is_told_with_its_line(string text, string problem) =>
        Read<Whole>(text).SelectMany(row => row.Report.Problems).Select(p => $"{p.Line} {p.Row} {p.Field} {p.Code}").ShouldBe([problem]);

    IEnumerable<RowRead> Read<T>(string text)
    {
        string file = Path.Combine(folder, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return RowFile.Read<T>(file);
    }

    sealed record Whole(string? Title, IReadOnlyList<Row> Rows);

    sealed record Row([property: ImportKey] string Code, string Name);
}
