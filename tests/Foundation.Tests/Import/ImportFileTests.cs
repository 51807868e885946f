using System.Text;
using System.Text.Json.Serialization;
using CsCheck;
using Shouldly;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;
using Xunit;

namespace VanLang.Foundation.Tests.Import;

public sealed class ImportFileTests
{
    private const string Good = """
        {
          "title": "Thử",
          "rows": [
            {"code": "A", "name": "Một", "kind": "first-kind", "from": "2025-07-01", "amount": 8000, "parts": [{"id": 1, "note": null}]},
            {"code": "B", "name": "Hai", "kind": "other", "from": "2026-02-28"}
          ]
        }
        """;

    [Fact]
    public void A_good_file_is_read()
    {
        var read = Read(Good);
        read.Problems.ShouldBeEmpty();
        read.Value!.Rows.Select(row => row.Code).ShouldBe(["A", "B"]);
        read.Value.Rows[0].ShouldSatisfyAllConditions(
            row => row.Kind.ShouldBe(RowKind.FirstKind), row => row.From.ShouldBe(new DateOnly(2025, 7, 1)), row => row.Amount.ShouldBe(8000), row => row.Parts!.Single().Id.ShouldBe(1));
    }

    [Theory]
    [InlineData("\\u0000", "U+0000"), InlineData("\\u000b", "U+000B"), InlineData("\\uD83D", "U+D83D"), InlineData("\\uDE00\\uD83D", "U+DE00"), InlineData("\uFFFE", "U+FFFE"), InlineData("\\uffff", "U+FFFF")]
    public void A_character_that_no_database_can_keep_is_told_with_its_place_wherever_it_hides(string hidden, string character)
    {
        var read = Read(Good.Replace("Hai", $"Ha{hidden}i", StringComparison.Ordinal).Replace("\"note\"", $"\"no{hidden}te\"", StringComparison.Ordinal));
        read.Value.ShouldBeNull();
        read.Problems.Select(problem => (problem.Line, problem.Row, problem.Code)).ShouldBe([(4, "rows[0]", ImportCodes.Unstorable), (5, "rows[1]", ImportCodes.Unstorable)]);
        read.Problems[1].Field.ShouldBe("name");
        read.Problems[1].ReasonVi.ShouldContain(character);
        read.Problems[1].ReasonEn.ShouldContain(character);
    }

    [Fact]
    public void What_only_looks_like_it_is_kept() =>
        Read(Good.Replace("Hai", "Ha\\\\u0000\\ud83d\\ude00\\n\\ti", StringComparison.Ordinal)).Value!.Rows[1].Name.ShouldBe("Ha\\u0000😀\n\ti");

    [Fact]
    public void Every_problem_is_told_with_file_line_row_field_and_reason_in_both_languages()
    {
        var read = Read("""
            {
              "title": 5,
              "rows": [
                {"code": "A", "name": "Một", "kind": "third", "from": "2025-02-29", "colour": "red"},
                {"code": "B", "name": null, "kind": "other", "from": "2026-1-5", "amount": "8000"},
                {"code": "A", "kind": "other", "from": "2026-01-05", "parts": {"id": 1}},
                {"code": "C", "code": "D", "name": "Ba", "kind": "other", "from": "2026-01-05", "parts": [{"id": 1.5}, null]},
                "E"
              ]
            }
            """);
        read.IsFaulty.ShouldBeTrue();
        read.Value.ShouldBeNull();
        read.Problems.Select(p => $"{p.Line} {p.Row} {p.Field} {p.Code}").ShouldBe([
            "2 $ title import-wrong-type",
            "4 rows[0] (A) kind import-bad-value",
            "4 rows[0] (A) from import-bad-date",
            "4 rows[0] (A) colour import-unknown-field",
            "5 rows[1] (B) name import-empty",
            "5 rows[1] (B) from import-bad-date",
            "5 rows[1] (B) amount import-wrong-type",
            "6 rows[2] (A) parts import-wrong-type",
            "6 rows[2] (A) name import-missing-field",
            "6 rows[2] (A) code import-duplicate-key",
            "7 rows[3] (C) code import-repeated-field",
            "7 rows[3] (C) parts[0].id import-wrong-type",
            "7 rows[3] (C) parts[1] import-empty",
            "8 rows[4]  import-wrong-type",
        ]);
        read.Problems.ShouldAllBe(p => p.File == "thu.json" && p.ReasonVi.Length > 0 && p.ReasonEn.Length > 0 && p.ReasonVi != p.ReasonEn);
        var date = read.Problems.First(p => p.Code == ImportCodes.BadDate);
        date.ReasonVi.ShouldBe("“2025-02-29” không phải ngày có thật viết theo năm-tháng-ngày, ví dụ 2026-07-01.");
        date.ReasonEn.ShouldBe("“2025-02-29” is not a real date written year-month-day, such as 2026-07-01.");
        date.ToString().ShouldStartWith("thu.json:4 rows[0] (A) › from: “2025-02-29” không phải");
        read.Problems.Single(p => p.Code == ImportCodes.DuplicateKey).ReasonEn.ShouldContain("rows[0] (line 4)");
    }

    [Theory]
    [InlineData("{\n  \"title\": \"a\",\n  \"rows\": [,]\n}", ImportCodes.BrokenJson, 3)]
    [InlineData("{\"title\": \"a\", \"rows\": []", ImportCodes.BrokenJson, 1)]
    [InlineData("{\"title\": \"a\", \"rows\": []} x", ImportCodes.BrokenJson, 1)]
    [InlineData("{\n // note\n\"title\": \"a\", \"rows\": []}", ImportCodes.BrokenJson, 2)]
    [InlineData("", ImportCodes.BrokenJson, 1)]
    [InlineData("[]", ImportCodes.WrongType, 1)]
    public void A_broken_text_is_told_with_its_line(string text, string code, int line) =>
        Read(text).Problems.Single().ShouldSatisfyAllConditions(p => p.Code.ShouldBe(code), p => p.Line.ShouldBe(line));

    [Fact]
    public void A_file_in_another_encoding_is_told_with_its_line()
    {
        var bytes = Encoding.Latin1.GetBytes("{\n\"title\": \"Th\u00F4ng tin\", \"rows\": []}");
        var read = ImportFile.Read<TestFile>(new MemoryStream(bytes), "cu.json");
        read.Problems.Single().ShouldSatisfyAllConditions(p => p.Code.ShouldBe(ImportCodes.NotUtf8), p => p.Line.ShouldBe(2));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm_and_text_is_brought_to_NFC()
    {
        var bytes = Encoding.UTF8.Preamble.ToArray().Concat(Encoding.UTF8.GetBytes(Good.Replace("Một", "Một".Normalize(NormalizationForm.FormD), StringComparison.Ordinal))).ToArray();
        ImportFile.Read<TestFile>(new MemoryStream(bytes), "bom.json").Value!.Rows[0].Name.ShouldBe("Một");
    }

    [Fact]
    public void A_missing_file_is_a_problem_not_an_exception() =>
        ImportFile.Read<TestFile>(Path.Combine(Path.GetTempPath(), "khong-co.json")).Problems.Single().Code.ShouldBe(ImportCodes.FileMissing);

    [Fact]
    public void A_room_adds_its_own_checks_with_the_line_found()
    {
        var read = Read(Good).Check((file, report) => report.AddUnknownReference("rows[1].name", file.Rows[1].Name, "agencies.json"));
        read.Value.ShouldBeNull();
        read.Problems.Single().ShouldSatisfyAllConditions(
            p => p.Line.ShouldBe(5), p => p.Row.ShouldBe("rows[1] (B)"), p => p.Field.ShouldBe("name"), p => p.ReasonVi.ShouldBe("“Hai” không có trong agencies.json."));
        read.Check((_, _) => throw new InvalidOperationException("not called on a faulty file"));
    }

    [Fact]
    public void A_second_import_changes_nothing_and_a_changed_row_is_found()
    {
        var rows = Read(Good).Value!.Rows;
        var stored = new Dictionary<string, string>();
        Import(rows, stored).ShouldBe(new ImportCounts(2, 0, 0));
        Import(Read(Good).Value!.Rows, stored).ShouldBe(new ImportCounts(0, 0, 2));
        Import(Read(Good.Replace("Hai", "Hai ", StringComparison.Ordinal)).Value!.Rows, stored).ShouldBe(new ImportCounts(0, 1, 1));
        Import(Read(Good.Replace(", \"parts\": [{\"id\": 1, \"note\": null}]", "", StringComparison.Ordinal)).Value!.Rows, stored).Changed.ShouldBe(2);
    }

    [Fact]
    public void Cutting_a_file_anywhere_never_loads_half_of_it() =>
        Gen.Int[0, Encoding.UTF8.GetByteCount(Good) - 1].Sample(length =>
        {
            var read = ImportFile.Read<TestFile>(new MemoryStream(Encoding.UTF8.GetBytes(Good)[..length]), "cut.json");
            return read.Value is null && read.Problems.Count == 1;
        });

    [Fact]
    public void The_calendar_file_with_a_bad_day_is_refused_whole()
    {
        var text = File.ReadAllText(ProvinceFolder.File("holidays.json")).Replace("\"2026-11-24\"", "\"2026-11-31\"", StringComparison.Ordinal);
        var read = ImportFile.Read<CalendarData>(new MemoryStream(Encoding.UTF8.GetBytes(text)), "holidays.json");
        read.Value.ShouldBeNull();
        read.Problems.Single().Row.ShouldEndWith("(2026-11-31)");
    }

    private static ImportCounts Import(IEnumerable<Row> rows, Dictionary<string, string> stored)
    {
        var plan = ImportPlan.Compare(rows, row => row.Code, stored);
        foreach (var row in plan.Added.Concat(plan.Changed))
            stored[row.Code] = ImportPlan.FingerprintOf(row);
        return plan.Counts;
    }

    private static ImportRead<TestFile> Read(string json) => ImportFile.Read<TestFile>(new MemoryStream(Encoding.UTF8.GetBytes(json)), "thu.json");

    private sealed record TestFile(string Title, IReadOnlyList<Row> Rows);

    private sealed record Row([property: ImportKey] string Code, string Name, RowKind Kind, DateOnly From, decimal? Amount, IReadOnlyList<Part>? Parts);

    private sealed record Part(int Id, string? Note);

    private enum RowKind
    {
        FirstKind,

        [JsonStringEnumMemberName("other")]
        Another,
    }
}
