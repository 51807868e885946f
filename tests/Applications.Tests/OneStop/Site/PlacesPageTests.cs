using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>A citizen in 2016 and a clerk today choose where a result is handed over.</summary>
public sealed partial class PlacesPageTests
{
    [Fact]
    public async Task A_citizen_finds_another_centre_without_marks_and_the_review_names_it()
    {
        await using RunningProgram program = await RunningProgram.Start(new DateOnly(2016, 10, 3));
        List<DemonstrationSignIn> citizens = [.. program.SignIns.Where(signIn => signIn.PersonId is null)];
        using Guest citizen = await program.SignedIn(citizens[0]);
        Opened begun = await citizen.Send("/thu-tuc/2.000815/nop", "Form.Key", new Dictionary<string, string> { ["Form.Agency"] = await IdOf(program, "xa-07888") });
        string draft = "/" + DraftAddress().Match(begun.Address).Value;
        string elsewhere = await IdOf(program, "huyen-227");

        Opened found = await citizen.Open($"{draft}/noi-nhan?q=viet+tri");
        found.Html.ShouldContain(elsewhere);
        Opened kept = await citizen.Send($"{draft}/noi-nhan?q=viet+tri", "Form.Return", new Dictionary<string, string> { ["Form.Return"] = elsewhere, ["Form.Help"] = "none" });
        kept.Address.ShouldBe($"{draft}/nhan-ket-qua");
        kept.Text.ShouldContain("thành phố Việt Trì");
        (await citizen.Open($"{draft}/kiem-tra")).Text.ShouldContain("thành phố Việt Trì");

        // Wrong: a ward of another era, and nothing of the list.
        Opened later = await citizen.Send($"{draft}/noi-nhan", "Form.Return", new Dictionary<string, string> { ["Form.Return"] = await IdOf(program, "xa2025-07900", new DateOnly(2025, 7, 1)), ["Form.Help"] = "none" });
        later.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Opened none = await citizen.Send($"{draft}/noi-nhan", "Form.Return", new Dictionary<string, string> { ["Form.Return"] = "x", ["Form.Help"] = "none" });
        none.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        none.Text.ShouldContain("Chọn một nơi trong danh sách.");

        // Nobody else opens it: without a session the sign-in is shown, another citizen and an official find nothing.
        using Guest nobody = program.Guest();
        (await nobody.Open($"{draft}/noi-nhan")).Address.ShouldStartWith("/dang-nhap");
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));
        ((int)(await clerk.Open($"{draft}/noi-nhan")).Status).ShouldBeInRange(403, 404);
        if (citizens.Count > 1)
        {
            using Guest other = await program.SignedIn(citizens[1]);
            (await other.Open($"{draft}/noi-nhan")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task From_the_review_a_citizen_changes_where_the_dossier_is_taken_in_and_keeps_what_was_filled_in()
    {
        await using RunningProgram program = await RunningProgram.Start(new DateOnly(2026, 11, 23));
        using Guest citizen = await program.SignedIn(program.SignIns.First(signIn => signIn.PersonId is null));
        Opened begun = await citizen.Send("/thu-tuc/2.000815/nop", "Form.Key", new Dictionary<string, string> { ["Form.Agency"] = await IdOf(program, "xa2025-07900") });
        string draft = "/" + DraftAddress().Match(begun.Address).Value;
        string commune = await IdOf(program, "xa2025-08521");
        (await citizen.Open($"{draft}/kiem-tra")).Html.ShouldContain($"{draft[1..]}/noi-tiep-nhan");

        Opened changed = await citizen.Send($"{draft}/noi-tiep-nhan", "Agency", new Dictionary<string, string> { ["Agency"] = commune });
        changed.Address.ShouldBe($"{draft}/kiem-tra");
        changed.Text.ShouldContain("xã Phùng Nguyên");

        // A department that does not take this procedure in, and nothing of the list.
        (await citizen.Send($"{draft}/noi-tiep-nhan", "Agency", new Dictionary<string, string> { ["Agency"] = await IdOf(program, "sxd-2025") })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await citizen.Send($"{draft}/noi-tiep-nhan", "Agency", new Dictionary<string, string> { ["Agency"] = "x" })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await citizen.Open($"{draft}/kiem-tra")).Text.ShouldContain("xã Phùng Nguyên");

        using Guest nobody = program.Guest();
        (await nobody.Open($"{draft}/noi-tiep-nhan")).Address.ShouldStartWith("/dang-nhap");
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));
        ((int)(await clerk.Open($"{draft}/noi-tiep-nhan")).Status).ShouldBeInRange(403, 404);
    }

    [Fact]
    public async Task A_clerk_keeps_the_page_goes_to_the_places_and_comes_back()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        List<DemonstrationSignIn> clerks = [.. program.SignIns.Where(signIn => signIn.Role == "one-stop-clerk")];
        using Guest clerk = await program.SignedIn(clerks[0]);
        Opened begun = await clerk.Send("/can-bo/tiep-nhan", "Form.Key", new Dictionary<string, string> { ["Form.Procedure"] = "2.000815" });
        string draft = "/" + IntakeAddress().Match(begun.Address).Value;
        string commune = await IdOf(program, "xa2025-08521");

        Opened places = await clerk.Send(draft, "intake.Key", new Dictionary<string, string> { ["intake.Phone"] = "0912345678", ["intake.Places"] = "1" });
        places.Address.ShouldBe($"{draft}/noi-nhan");
        Opened back = await clerk.Send($"{draft}/noi-nhan?q=phung+nguyen", "Form.Return", new Dictionary<string, string> { ["Form.Return"] = commune, ["Form.Help"] = commune });
        back.Address.ShouldBe(draft);
        back.Html.ShouldContain("0912345678");
        back.Text.ShouldContain("Nơi hỗ trợ: ");
        back.Text.ShouldContain("xã Phùng Nguyên");

        // A clerk of another unit, an officer, nobody.
        using Guest other = await program.SignedIn(clerks.First(signIn => signIn.Position?.AgencyId != clerks[0].Position?.AgencyId));
        (await other.Open($"{draft}/noi-nhan")).Status.ShouldBe(HttpStatusCode.NotFound);
        using Guest officer = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "officer"));
        (await officer.Open($"{draft}/noi-nhan")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using Guest nobody = program.Guest();
        (await nobody.Open($"{draft}/noi-nhan")).Address.ShouldStartWith("/dang-nhap");
    }

    static async Task<string> IdOf(RunningProgram program, string key, DateOnly? day = null) =>
        (await program.Services.GetRequiredService<DirectoryQueries>().AgencyByKey(
            key, day ?? VanLang.Kernel.Calendar.VietnamTime.DateOf(program.Services.GetRequiredService<TimeProvider>().GetUtcNow()), RunningProgram.Token)).ShouldNotBeNull(key).Id.ToString();

    [GeneratedRegex("ho-so/nhap/[0-9a-f-]{36}")]
    private static partial Regex DraftAddress();

    [GeneratedRegex("can-bo/tiep-nhan/[0-9a-f-]{36}")]
    private static partial Regex IntakeAddress();
}
