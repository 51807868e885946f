using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Identity.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>A citizen reads on the page of an own dossier how it ended, and is asked for nothing any more.</summary>
public sealed class EndedDossierPageTests
{
    [Fact]
    public async Task Refused_after_acceptance_it_says_why_and_promises_nothing()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        DossierWalk walk = await Walk(program);
        string code = (await walk.Submit(await walk.Draft())).Code;
        await walk.Accept(code);
        await walk.Step(walk.Cast["officer"], code, (step, actor) =>
            program.Services.GetRequiredService<RefuseDossier>().Handle(step, "Không có trong sổ gốc", "Điều 63", actor, RunningProgram.Token));
        using Guest citizen = await Citizen(program);

        Opened page = await citizen.Open($"/ho-so/{code}");

        page.Text.ShouldContain("Cơ quan từ chối giải quyết hồ sơ này.");
        page.Text.ShouldContain("Không có trong sổ gốc");
        page.Text.ShouldContain("Phiếu từ chối giải quyết hồ sơ");
        foreach (string gone in new[] { "Hẹn trả kết quả", "chưa nộp", "Nơi trả kết quả", "Nhận kết quả" })
            page.Text.ShouldNotContain(gone, Case.Sensitive);
        Opened english = await citizen.Open($"/en/ho-so/{code}");
        english.Text.ShouldContain("nothing is to be paid");
        english.Text.ShouldNotContain("Place of return");
    }

    [Fact]
    public async Task A_fee_that_was_paid_is_settled_with_the_centre()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        DossierWalk walk = await Walk(program);
        string code = (await walk.Submit(await walk.Draft())).Code;
        await walk.Accept(code);
        await walk.Collect(code);
        await walk.Step(walk.Cast["officer"], code, (step, actor) =>
            program.Services.GetRequiredService<RefuseDossier>().Handle(step, "Không có trong sổ gốc", "Điều 63", actor, RunningProgram.Token));
        using Guest citizen = await Citizen(program);

        (await citizen.Open($"/ho-so/{code}")).Text.ShouldContain("để được giải quyết khoản đã nộp theo quy định");
    }

    [Fact]
    public async Task Who_withdraws_is_told_so_at_every_step_and_the_agency_is_not_said_to_have_stopped()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        DossierWalk walk = await Walk(program);
        Guid draft = await walk.Draft();
        string code = (await walk.Submit(draft)).Code;
        using Guest citizen = await Citizen(program);
        Dictionary<string, string> reason = new() { ["Form.Reason"] = "Nộp nhầm" };

        (await citizen.Send($"/ho-so/{code}/rut", "Form.Reason", reason)).Text.ShouldContain("Đã gửi yêu cầu rút hồ sơ.");
        (await citizen.Send($"/ho-so/{code}", "Form.Revision", new Dictionary<string, string>())).Text.ShouldContain("Hồ sơ không rút nữa và được giải quyết tiếp.");
        // The address alone makes nothing true.
        (await citizen.Open($"/ho-so/{code}?xong=rut")).Text.ShouldNotContain("Đã gửi yêu cầu rút hồ sơ.");
        (await citizen.Open($"/ho-so/nhap/{draft}/lien-he")).Text.ShouldContain("Hồ sơ này đã được nộp");
        await citizen.Send($"/ho-so/{code}/rut", "Form.Reason", reason);
        await Settle(program, walk, code);

        Opened page = await citizen.Open($"/ho-so/{code}");

        page.Text.ShouldContain("Ông/Bà đã rút hồ sơ này ngày");
        page.Text.ShouldNotContain("Cơ quan đã dừng giải quyết");
        page.Text.ShouldContain("không phải nộp");
        (await citizen.Open("/ho-so")).Text.ShouldContain("Đã rút");
    }

    static async Task Settle(RunningProgram program, DossierWalk walk, string code)
    {
        Actor clerk = walk.Cast["one-stop-clerk"];
        DossierFile file = (await program.Services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(clerk), RunningProgram.Token)).ShouldNotBeNull();
        (await program.Services.GetRequiredService<WithdrawDossier>().Settle(new(code, file.Dossier.Revision, "settle"), clerk, RunningProgram.Token)).Succeeded.ShouldBeTrue();
    }

    // The citizen of the walk is the one who signs in.
    static async Task<DossierWalk> Walk(RunningProgram program)
    {
        Cast cast = await Cast.Of(program.Services);
        Guid account = await program.Services.GetRequiredService<UnitOfWork>().Read(
            (db, token) => db.Set<Account>().Where(a => a.UserName == Owner(program).UserName).Select(a => a.Id).SingleAsync(token), RunningProgram.Token);
        string[] roles = ["one-stop-clerk", "officer"];
        return new(program.Services, new Cast(roles.ToDictionary(role => role, role => cast[role]).Append(new("citizen", cast["citizen"] with { AccountId = account })).ToDictionary()), program.Pin);
    }

    static DemonstrationSignIn Owner(RunningProgram program) => program.SignIns.First(signIn => signIn.Role == "citizen");

    static Task<Guest> Citizen(RunningProgram program) => program.SignedIn(Owner(program));
}
