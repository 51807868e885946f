using System.Text.RegularExpressions;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Two at once, and people at doors that are not theirs.</summary>
public sealed class TwoPeopleTests(ProgramFixture program)
{
    [Fact]
    public async Task Of_two_clerks_accepting_at_once_the_second_is_told_who_was_faster_and_when()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), second = await program.As("second-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        WebAnswer[] seen = await Task.WhenAll(clerk.Open($"/can-bo/ho-so/{code}"), second.Open($"/can-bo/ho-so/{code}"));

        WebAnswer[] answers = await Task.WhenAll(clerk.Send(seen[0], "accept", FormSteps.Nothing), second.Send(seen[1], "accept", FormSteps.Nothing));

        answers.Count(answer => answer.Location?.Contains("xong=accept", StringComparison.Ordinal) is true).ShouldBe(1);
        WebAnswer late = answers.Single(answer => answer.Status == 409);
        late.Text.ShouldContain(late == answers[1] ? "Hán Mạnh Tuấn" : "Đinh Đức Đạt");
        Regex.IsMatch(late.Text, @"lúc \d{1,2}[:h giờ]+\d{2}|\d{1,2}/\d{1,2}/2\d{3}").ShouldBeTrue(late.Text);
    }

    [Fact]
    public async Task Two_browsers_and_a_double_click_on_one_draft_make_one_dossier()
    {
        using Visitor home = await program.As("citizen"), phone = await program.SignedInAfresh("citizen");
        WebAnswer review = await home.Filled(FormSteps.Copy, CitizenSteps.CopyRequest);
        WebAnswer other = await phone.Open(review.Path);

        WebAnswer[] sent = await Task.WhenAll(
            home.Send(review, "send", FormSteps.Nothing), home.Send(review, "send", FormSteps.Nothing), phone.Send(other, "send", FormSteps.Nothing));

        sent.Select(FormSteps.CodeOf).Distinct().ShouldHaveSingleItem();
        (await phone.Open(review.Path)).Path.ShouldBe($"/ho-so/{FormSteps.CodeOf(sent[0])}");
    }

    [Fact]
    public async Task Somebody_elses_dossier_draft_and_file_are_answered_like_unknown_ones()
    {
        using Visitor owner = await program.As("citizen"), other = await program.As("second-citizen");
        WebAnswer draft = await owner.Filled(FormSteps.Copy, CitizenSteps.CopyRequest, "/lien-he");
        string draftAddress = draft.Path[..^"/lien-he".Length];
        string draftFile = Link((await owner.Open($"{draftAddress}/p-giay-to")).Html, "/tep/");
        string code = await owner.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        WebAnswer mine = await owner.Open($"/ho-so/{code}");
        string[] addresses =
        [
            $"/ho-so/{code}", $"/ho-so/{code}/da-gui", $"/ho-so/{code}/bo-sung", Link(mine.Html, "/tep/"), Link(mine.Html, "/giay/"),
            $"{draftAddress}/p-quan-he", $"{draftAddress}/kiem-tra", $"{draftAddress}/lien-he", $"{draftAddress}/xoa", draftFile,
        ];
        string unknown = Words(await other.Open("/ho-so/H44.148-20200101-0000001"));
        foreach (string address in addresses)
        {
            WebAnswer denied = await other.Open(address);
            denied.Status.ShouldBe(404, address);
            Words(denied).ShouldNotContain(code);
            Words(denied).ShouldNotContain(CitizenSteps.CopyRequest["nyc_ho_ten"]);
        }

        Words(await other.Open($"/ho-so/{code}")).ShouldBe(unknown);
        (await owner.Open($"/ho-so/{code}")).Status.ShouldBe(200);
        (await owner.Open(draftFile)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_official_of_another_agency_finds_nothing_under_the_address_of_a_dossier()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), province = await program.As("province-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        WebAnswer seen = await clerk.Open($"/can-bo/ho-so/{code}");
        seen.Status.ShouldBe(200);

        (await province.Open($"/can-bo/ho-so/{code}")).Status.ShouldBe(404);
        (await province.Open(Link(seen.Html, "/tep/"))).Status.ShouldBe(404);
        (await province.Open("/can-bo")).Text.ShouldNotContain(code);
        (await province.Open($"/can-bo/ho-so?q={code}")).Html.ShouldNotContain($"can-bo/ho-so/{code}\"");
        // The form of a page that somebody else saw, with a token of one's own.
        WebAnswer own = await province.Open("/can-bo/tiep-nhan");
        string token = RenderedForm.Token(own.Html);
        WebAnswer forced = await province.Send(seen, "accept", new Dictionary<string, string?> { ["__RequestVerificationToken"] = token });
        forced.Status.ShouldBe(404);
        (await clerk.Open($"/can-bo/ho-so/{code}")).Html.ShouldContain("value=\"accept\"");
    }

    [Fact]
    public async Task The_right_unit_with_the_wrong_role_is_refused()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        WebAnswer seen = await clerk.Open($"/can-bo/ho-so/{code}");
        WebAnswer own = await officer.Open($"/can-bo/ho-so/{code}");
        own.Html.ShouldNotContain("value=\"accept\"");
        string token = RenderedForm.Token(own.Html);

        (await officer.Send(seen, "accept", new Dictionary<string, string?> { ["__RequestVerificationToken"] = token })).Status.ShouldBe(403);
        (await officer.Open("/can-bo/tiep-nhan")).Status.ShouldBe(403);
        (await clerk.Open($"/can-bo/ho-so/{code}")).Html.ShouldContain("value=\"accept\"");
    }

    [Fact]
    public async Task A_citizen_is_refused_at_the_desk_and_nobody_is_led_to_sign_in()
    {
        using Visitor citizen = await program.As("citizen"), nobody = program.Stranger();
        foreach (string address in new[] { "/can-bo", "/can-bo/tiep-nhan", "/can-bo/ho-so", "/can-bo/ho-so/danh-sach.csv" })
        {
            (await citizen.Get(address)).Status.ShouldBe(403, address);
            WebAnswer led = await nobody.Get(address);
            led.Status.ShouldBe(302, address);
            led.Location!.ShouldStartWith("/dang-nhap?returnUrl=");
        }

        using Visitor clerk = await program.As("one-stop-clerk");
        (await clerk.Get("/ho-so")).Status.ShouldBe(403);
    }

    static string Link(string html, string part) =>
        "/" + Regex.Match(html, $"href=\"/?([^\"]*{Regex.Escape(part)}[^\"]*)\"") switch { { Success: true } match => match.Groups[1].Value, _ => throw new InvalidOperationException($"No link {part}: {html}") };

    // What is said, without the address and the number of the incident.
    static string Words(WebAnswer answer) => Regex.Replace(Regex.Match(answer.Html, "<main.*</main>", RegexOptions.Singleline).Value, "<[^>]+>|[0-9a-f]{16,}|[?&]lang=\\w+", " ");
}
