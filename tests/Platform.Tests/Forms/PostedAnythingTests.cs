using System.Text;
using CsCheck;
using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Whatever is posted, nothing throws, and no answer comes out that its field would not allow.</summary>
public sealed class PostedAnythingTests
{
    private static readonly FormSchema Schema = Form(
        string.Join(
            ',',
            Text("name", ""","validate":{"required":true,"minLength":2,"maxLength":10}""", "\"kind\":\"full-name\",\"transform\":\"uppercase\""),
            Text("id", properties: "\"kind\":\"person-id\",\"requiredWhen\":\"=kind = \\\"x\\\"\""),
            Radio("kind", "x", "y"),
            Text("more", ""","conditional":{"hide":"=kind != \"x\""},"validate":{"pattern":"[a-z]+\\d?"}"""),
            Number("count", ""","decimalDigits":1,"validate":{"min":-1,"max":5}"""),
            """{"type":"number","key":"twice","label":"Gấp đôi","properties":{"computed":"=count * 2"}}""",
            Date("born", properties: "\"max\":\"today\",\"min\":\"1900-01-01\""),
            Date("later", properties: "\"minDate\":\"=born\",\"visibleWhen\":\"=born != null\""),
            Text("home", properties: "\"kind\":\"address\",\"catalog\":\"communes\""),
            """{"type":"textarea","key":"why","label":"Lý do","validate":{"maxLength":20}}""",
            """{"type":"checkbox","key":"sure","label":"Tôi cam đoan","validate":{"required":true}}"""));

    private static readonly string[] Names =
    [
        "name", "id", "kind", "more", "count", "twice", "born.Day", "born.Month", "born.Year", "born", "later.Day", "later.Month", "later.Year",
        "home.Commune", "home.Detail", "home", "why", "sure", "_refresh", "KIND", "", "__RequestVerificationToken", "unknown",
    ];

    private static readonly Gen<string?> Value = Gen.OneOf(
        OneOf(
            null, "", " ", "x", "y", "z", "true", "on", "false", "0", "1", "3", "12", "31", "29", "02", "2024", "1899", "9999", "10000", "-1", "5", "5,5", "1,25", "1.000", "1e3", "-0",
            "An", "nguyễn an", "ﬁß", "abc1", "123456789", "025084999061", "c1", "c2", "\0", "\u202e", "a\r\nb", "\ud800", "\udc00x", "\uffff", "\u0301", "é\u0301", "=1+1", "<script>", "ŉ"),
        Gen.Char.Array[0, 15].Select(c => (string?)new string(c)),
        Gen.Int.Select(i => (string?)i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Const((string?)new string('a', 30_000)));

    private static readonly Gen<Dictionary<string, StringValues>> Posted =
        Gen.Dictionary(Gen.OneOf(OneOf(Names), OneOf(Names), Gen.String.Select(s => (string?)s)).Select(n => n!), Gen.OneOf(Value.Select(v => new StringValues(v)), Value.Array[0, 3].Select(v => new StringValues(v))))[0, 25];

    private static Gen<string?> OneOf(params string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Nothing_posted_throws_or_passes_a_rule() =>
        Posted.Array[1, 3].Sample(
            posts =>
            {
                var answers = FormAnswers.None;
                foreach (var post in posts)
                {
                    var reading = Schema.Read("p1", answers, post, Now);
                    answers = reading.Answers;
                    foreach (var (key, value) in answers.Values)
                        if (value is not null)
                            Allowed(key, value).ShouldBeTrue($"{key} = {value}");
                    // What the page complains of or has just opened, the check of the whole form finds as well; and nothing else.
                    var found = Schema.Check(answers, Now).Select(e => e.Field).ToHashSet();
                    if (!reading.IsRefresh)
                        found.Except(reading.Revealed).Except(reading.Errors.Select(e => e.Field)).ShouldBeEmpty();
                    FormAnswers.FromJson(answers.ToJson()).ShouldBe(answers);
                    Schema.PageView("p1", answers, Now, English, reading: reading).Errors.Count.ShouldBe(reading.Errors.Count);
                    Schema.SummaryView(answers, Now, Vietnamese, p => p).Sections.Count.ShouldBe(1);
                }
            },
            iter: 1_000);

    /// <summary>The rules once more, written apart from the code under test.</summary>
    private static bool Allowed(string key, AnswerValue value) => (key, value) switch
    {
        ("name", TextAnswer t) => Plain(t.Text) && t.Text.Length is >= 2 and <= 10 && t.Text.All(c => char.IsLetter(c) || " .'’-".Contains(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.EnclosingMark) && string.Equals(t.Text, t.Text.ToUpperInvariant(), StringComparison.Ordinal),
        ("id", TextAnswer t) => t.Text.Length is 9 or 12 && t.Text.All(c => c is >= '0' and <= '9'),
        ("kind", TextAnswer t) => t.Text is "x" or "y",
        ("more", TextAnswer t) => t.Text.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is { Length: > 0 } letters && letters.All(c => c is >= 'a' and <= 'z') && t.Text.Length - letters.Length <= 1,
        ("count", NumberAnswer n) => n.Number is >= -1 and <= 5 && n.Number * 10 % 1 == 0,
        ("born", DateAnswer d) => d.Date >= new DateOnly(1900, 1, 1) && d.Date <= new DateOnly(2026, 11, 23),
        ("later", DateAnswer d) => d.Date.Year is >= 1000 and <= 9999,
        ("home", AddressAnswer a) => a.Commune is "c1" or "c2" && (a.Detail.Length == 0 || Plain(a.Detail)),
        ("why", TextAnswer t) => Plain(t.Text.Replace("\n", "", StringComparison.Ordinal)) && t.Text.Length <= 20,
        ("sure", BooleanAnswer) => true,
        _ => false,
    };

    private static bool Plain(string text) =>
        text.Length > 0 && !text.Any(char.IsControl) && text.IsNormalized(NormalizationForm.FormC) && text == text.Trim() && !text.Contains('\u202e', StringComparison.Ordinal);
}
