using System.Globalization;
using System.Reflection;
using System.Resources;
using Shouldly;
using VanLang.Kernel.Data;
using VanLang.OneStop;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Desk;

public sealed class DeskWordsTests
{
    static readonly ResourceManager Texts = new("VanLang.OneStop.Resources.DeskTexts", typeof(DeskTexts).Assembly);

    public static TheoryData<string> Keys =>
    [
        .. Enum.GetNames<DossierStatus>().Select(name => $"Status.{name}"),
        .. Enum.GetNames<ClockState>().Select(name => $"Clock.{name}"),
        .. Enum.GetNames<Channel>().Select(name => $"Channel.{name}"),
        .. Enum.GetNames<PaperKind>().Select(name => $"Paper.{name}"),
        .. Enum.GetNames<WorkShare>().Select(name => $"Share.{name}"),
        .. Enum.GetNames<ReturnMethod>().Select(name => $"ReturnBy.{name}"),
        .. DeskForms.All.Select(form => $"Done.{form}"),
        .. CandidateRoles.All.Where(role => role != CandidateRoles.Submitter).Select(role => $"Role.{role}"),
        .. EventTypes.Select(type => $"Event.{type}"),
    ];

    // All that a class of the room says it writes to the record of a dossier: the case shows each.
    static IEnumerable<string> EventTypes => typeof(DeskTexts).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(constant => constant.IsLiteral && constant.FieldType == typeof(string) && constant.Name.EndsWith("EventType", StringComparison.Ordinal))
        .Select(constant => (string)constant.GetRawConstantValue()!)
        .Where(type => type.StartsWith("dossier.", StringComparison.Ordinal))
        .Distinct();

    [Theory]
    [MemberData(nameof(Keys))]
    public void Everything_the_desk_can_name_has_words_in_both_languages(string key)
    {
        string? vietnamese = Texts.GetString(key, CultureInfo.GetCultureInfo("vi"));
        string? english = Texts.GetString(key, CultureInfo.GetCultureInfo("en"));
        vietnamese.ShouldNotBeNullOrWhiteSpace();
        english.ShouldNotBe(vietnamese);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+84912", "'+84912")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("Trần Văn An", "Trần Văn An")]
    [InlineData("bản sao, trích lục", "\"bản sao, trích lục\"")]
    public void A_cell_of_the_export_is_never_a_formula(string value, string cell) => DossierCsv.Cell(value).ShouldBe(cell);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1_2")]
    [InlineData("99999999999999999_0123456789abcdef0123456789abcdef")]
    [InlineData("1_0123456789abcdef0123456789abcdef_2")]
    public void A_cursor_that_somebody_typed_is_no_cursor(string? text) => KeysetCursor.Parse(text).ShouldBeNull();

    [Fact]
    public void A_cursor_reads_back()
    {
        foreach (DateTimeOffset at in (DateTimeOffset[])[DateTimeOffset.UnixEpoch.AddMilliseconds(1_795_000_000_123), DateTimeOffset.FromUnixTimeMilliseconds(253402300799999)])
        {
            KeysetCursor cursor = new(at, Guid.NewGuid());
            KeysetCursor.Parse(cursor.ToString()).ShouldBe(cursor);
        }
    }

    [Fact]
    public void Pages_are_counted_and_the_tree_of_pages_is_not_one() =>
        PdfPages.Count("1 0 obj <</Type /Pages /Count 2 /Kids []>> 2 0 obj <</Type /Page>> 3 0 obj <</Type/Page>> an update: 3 0 obj <</Type/Page>>"u8).ShouldBe(2);
}
