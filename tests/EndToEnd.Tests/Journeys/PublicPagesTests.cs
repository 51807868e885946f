using System.Text.RegularExpressions;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>What anybody may see with the codes on a receipt: the state of a dossier, whether a paper is genuine, and nothing of a person.</summary>
public sealed class PublicPagesTests(ProgramFixture program)
{
    static readonly string[] Personal = ["Đinh Hồng Nhung", "025190999123", "0900001023", "nhungdh23", "Tổ 5"];

    [Fact]
    public async Task With_both_codes_the_state_is_shown_and_nothing_of_a_person()
    {
        using Visitor citizen = await program.As("citizen"), nobody = program.Stranger();
        (string code, string lookup) = await Sent(citizen);

        WebAnswer found = await Ask(nobody, code, lookup);

        found.Status.ShouldBe(200);
        found.Text.ShouldContain(code);
        found.Text.ShouldContain("Cấp bản sao trích lục");
        foreach (string personal in Personal)
            found.Html.ShouldNotContain(personal);
        (await Ask(nobody, code.ToLowerInvariant(), $" {lookup[..4]} {lookup[4..].ToLowerInvariant()} ")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_wrong_second_code_and_an_unknown_dossier_get_the_same_answer()
    {
        using Visitor citizen = await program.As("citizen"), nobody = program.Stranger();
        (string code, string lookup) = await Sent(citizen);
        WebAnswer wrong = await Ask(nobody, code, "AAAAAAAA"), unknown = await Ask(nobody, "H44.148-20200101-0000001", lookup);

        wrong.Status.ShouldBe(422);
        unknown.Status.ShouldBe(422);
        Error(wrong).ShouldBe(Error(unknown));
        wrong.Text.ShouldNotContain("Cấp bản sao trích lục");
    }

    [Fact]
    public async Task The_code_on_a_paper_says_whether_it_is_genuine_and_a_file_can_be_compared()
    {
        using Visitor citizen = await program.As("citizen"), nobody = program.Stranger();
        (string code, _) = await Sent(citizen);
        string receipt = Regex.Match((await citizen.Open($"/ho-so/{code}")).Html, $"ho-so/{Regex.Escape(code)}/giay/[0-9a-f-]+").Value;
        WebAnswer pdf = await Polled.Until(() => citizen.Open("/" + receipt), answer => answer.ContentType == "application/pdf");
        string check = Regex.Match(Samples.TextOf(pdf.Bytes), "/giay-to/([A-Z0-9]+)") is { Success: true } match ? match.Groups[1].Value : await program.CheckCodeOf(code);

        WebAnswer genuine = await nobody.Open($"/giay-to/{check}");
        genuine.Status.ShouldBe(200);
        genuine.Text.ShouldContain("Giấy này do hệ thống lập và còn giá trị");
        genuine.Text.ShouldContain(code);
        foreach (string personal in Personal)
            genuine.Html.ShouldNotContain(personal);

        (await nobody.Send(genuine, "compare", FormSteps.Nothing, new Upload("File", "bien-nhan.pdf", pdf.Bytes))).Text.ShouldContain("Tệp trùng khớp");
        byte[] changed = [.. pdf.Bytes, (byte)'\n'];
        WebAnswer forged = await nobody.Send(genuine, "compare", FormSteps.Nothing, new Upload("File", "bien-nhan.pdf", changed));
        forged.Text.ShouldContain("Tệp không trùng khớp");
        // One verdict: nothing green and no word of validity stands beside the red one.
        Regex.Count(forged.Html, "class=\"usa-alert usa-alert--").ShouldBe(1);
        forged.Html.ShouldNotContain("usa-alert--success");
        forged.Text.ShouldNotContain("còn giá trị");
        (await nobody.Send(genuine, "compare", FormSteps.Nothing)).Status.ShouldBe(422);
        // As people type it: from the page that asks, with spaces, dashes and small letters, or the whole address.
        foreach (string typed in new[] { check, $" {check[..4].ToLowerInvariant()}-{check[4..8]} {check[8..]} ", $"https://dvc.example/giay-to/{check}" })
            (await nobody.Open($"/giay-to?ma={Uri.EscapeDataString(typed)}")).Text.ShouldContain(code);
    }

    [Fact]
    public async Task A_code_that_no_paper_has_is_said_to_be_mistyped_or_false_with_what_to_do()
    {
        using Visitor nobody = program.Stranger();

        WebAnswer unknown = await nobody.Open("/giay-to/AAAABBBBCCCCDDDD");

        unknown.Status.ShouldBe(404);
        unknown.Text.ShouldContain("AAAABBBBCCCCDDDD");
        unknown.Text.ShouldContain("có thể là giả");
        unknown.Text.ShouldContain("Nhập lại mã");
        (await nobody.Open("/giay-to?ma=")).Text.ShouldContain("Nhập mã kiểm tra in trên giấy.");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tra-cuu")]
    public async Task Every_page_leads_to_where_the_code_of_a_paper_is_typed(string path)
    {
        using Visitor nobody = program.Stranger();
        (await nobody.Open(path)).Html.ShouldContain("href=\"giay-to\"");
        (await nobody.Open("/giay-to")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Where_and_when_a_fee_is_paid_is_said_before_the_dossier_is_sent()
    {
        using Visitor citizen = await program.As("citizen"), nobody = program.Stranger();
        (await nobody.Open($"/thu-tuc/{FormSteps.Copy}")).Text.ShouldContain("Chưa nộp trực tuyến được");
        WebAnswer review = await citizen.Filled(FormSteps.Copy, CitizenSteps.CopyRequest);
        review.Text.ShouldContain("Chưa nộp trực tuyến được. Nộp tại");
    }

    static async Task<(string Code, string Lookup)> Sent(Visitor citizen)
    {
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        string said = (await citizen.Open($"/ho-so/{code}")).Text;
        return (code, Regex.Match(said, @"Mã tra cứu\s+([A-Z0-9]{4} [A-Z0-9]{4})").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
    }

    static async Task<WebAnswer> Ask(Visitor visitor, string code, string lookup) => await visitor.Send(
        await visitor.Open("/tra-cuu"), "look-up", new Dictionary<string, string?> { ["Form.Code"] = code, ["Form.Lookup"] = lookup });

    static string Error(WebAnswer answer) => Regex.Match(answer.Html, "usa-error-message[^>]*>(.*?)</", RegexOptions.Singleline).Groups[1].Value.Trim() is { Length: > 0 } said
        ? said
        : throw new InvalidOperationException(answer.Text);
}
