using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Directory.Contracts;
using VanLang.OneStop.Drafts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>A page of a draft is open in two windows: what one has saved, the other does not undo without a word.</summary>
public sealed partial class TwoWindowsTests
{
    [Fact]
    public async Task The_second_window_is_told_and_shown_what_the_first_saved_and_saves_when_asked_again()
    {
        await using RunningProgram program = await RunningProgram.Start(new DateOnly(2016, 10, 3));
        using Guest citizen = await program.SignedIn(program.SignIns.First(signIn => signIn.PersonId is null));
        AgencyRecord agency = (await program.Services.GetRequiredService<DirectoryQueries>().AgencyByKey("xa-07888", new DateOnly(2016, 10, 3), RunningProgram.Token)).ShouldNotBeNull();
        Opened begun = await citizen.Send("/thu-tuc/1.001193/nop", "Form.Key", new Dictionary<string, string> { ["Form.Agency"] = agency.Id.ToString() });
        string page = $"/{DraftAddress().Match(begun.Address).Value}/p-nguoi-yeu-cau";
        Dictionary<string, string> stale = HiddenOf(await citizen.Open(page));

        (await citizen.Send(page, SeenAnswers.Input, Answers("Trần Thị Bình"))).Address.ShouldNotBe(page);
        Opened second = await citizen.Post(page, Together(stale, Answers("Trần Thị Lan")));

        second.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Text.ShouldContain("nội dung khác đã được lưu");
        second.Html.ShouldContain("value=\"Trần Thị Lan\"");
        second.Text.ShouldContain("Trần Thị Bình");
        (await citizen.Open(page)).Html.ShouldContain("value=\"Trần Thị Bình\"");

        Dictionary<string, string> seen = HiddenOf(second);
        (await citizen.Post(page, Together(seen, Answers("Trần Thị Lan")))).Status.ShouldBe(HttpStatusCode.OK);
        (await citizen.Open(page)).Html.ShouldContain("value=\"Trần Thị Lan\"");
        // The same sent twice, by a second click, is no change.
        (await citizen.Post(page, Together(stale, Answers("Trần Thị Lan")))).Status.ShouldBe(HttpStatusCode.OK);
    }

    static Dictionary<string, string> Answers(string name) => new() { ["nyc_ho_ten"] = name, ["nyc_giay_to"] = "025190000001", ["nyc_cu_tru"] = "Khu 5, phường Gia Cẩm" };

    static Dictionary<string, string> Together(Dictionary<string, string> hidden, Dictionary<string, string> typed) => hidden.Concat(typed).ToDictionary();

    static Dictionary<string, string> HiddenOf(Opened page) =>
        Hidden().Matches(Forms().Matches(page.Html).Single(form => form.Value.Contains(SeenAnswers.Input, StringComparison.Ordinal)).Value)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("ho-so/nhap/[0-9a-f-]+")]
    private static partial Regex DraftAddress();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
