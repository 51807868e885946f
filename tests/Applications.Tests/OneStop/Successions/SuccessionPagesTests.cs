using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Operations;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Successions;

/// <summary>The pages on which an administrator moves open work, as administrators and others open them.</summary>
public sealed class SuccessionPagesTests : IAsyncLifetime
{
    const string Page = "/can-bo/ke-thua";
    const string Ward = "xa-07888";
    const string District = "huyen-227";

    RunningProgram program = null!;
    string code = null!;
    string district = null!;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        code = (await walk.Submit(await walk.Draft())).Code;
        district = (await walk.Submit(await walk.Draft())).Code;
        // As if they had been filed in June 2025: the program of today has no other past.
        await BelongTo(code, Ward);
        await BelongTo(district, District);
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task An_administrator_sees_where_each_dossier_goes_confirms_and_brings_it_back()
    {
        using Guest admin = await SignedIn("admin");
        Opened list = await admin.Open(Page);
        list.Text.ShouldContain("Ủy ban nhân dân phường Dữu Lâu");
        list.Links.ShouldContain($"{Page}/{Ward}");
        list.Links.ShouldContain($"{Page}/{Ward}?xem=viec");
        (await admin.Open($"/en{Page}")).Text.ShouldContain("Work of agencies that have ended");

        Opened dry = await admin.Open($"{Page}/{Ward}");
        dry.Text.ShouldContain(code);
        dry.Text.ShouldContain("Ủy ban nhân dân phường Việt Trì");
        (await admin.Open($"{Page}/{Ward}?xem=viec")).Text.ShouldContain("Tiếp nhận, kiểm tra hồ sơ");
        (await admin.Open($"{Page}/{Ward}?xem=nhap")).Text.ShouldContain("Không còn gì.");

        (await admin.Send($"{Page}/{Ward}", "Form.Key", Post("Form.Decision", "start"))).Status.ShouldBe(HttpStatusCode.OK);
        Opened done = await Ended(admin, Ward, "đã chuyển 1");
        done.Text.ShouldNotContain(code);
        using Guest citizen = await SignedIn("citizen");
        Opened mine = await citizen.Open($"/ho-so/{code}");
        mine.Text.ShouldContain("Ủy ban nhân dân phường Dữu Lâu đã kết thúc hoạt động. Từ nay Ủy ban nhân dân phường Việt Trì tiếp tục phần việc của cơ quan này.");
        (await citizen.Open($"/en/ho-so/{code}")).Text.ShouldContain("You do not have to file again or do anything.");
        using Guest clerk = await SignedIn("one-stop-clerk");
        (await clerk.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("Từ Ủy ban nhân dân phường Dữu Lâu sang Ủy ban nhân dân phường Việt Trì.");

        string run = System.Text.RegularExpressions.Regex.Match(done.Html, "name=\"Form.Undo\" value=\"([0-9a-f]{32})\"").Groups[1].Value;
        (await admin.Send($"{Page}/{Ward}", "Form.Key", Post("Form.Undo", run))).Status.ShouldBe(HttpStatusCode.OK);
        await Ended(admin, Ward, "đưa trở lại 1");
        (await admin.Open($"{Page}/{Ward}")).Text.ShouldContain(code);
        (await clerk.Open($"/can-bo/ho-so/{code}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_the_data_do_not_tell_the_page_asks_and_keeps_the_choice()
    {
        using Guest admin = await SignedIn("admin");
        Guid id = await program.Services.GetRequiredService<UnitOfWork>().Read((db, token) => db.Set<Dossier>().Where(d => d.Code == district).Select(d => d.Id).SingleAsync(token), RunningProgram.Token);
        (await admin.Open($"{Page}/{District}")).Text.ShouldContain("Chưa rõ, cần chọn");

        Guid other = DirectoryIds.Agency("xa2025-08521");
        Dictionary<string, string> wrong = new(Post("Form.Decision", "choose")) { [$"To.{id:N}"] = other.ToString("N") };
        Opened refused = await admin.Send($"{Page}/{District}", "Form.Key", wrong);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("không phải cơ quan kế thừa");
        Dictionary<string, string> right = new(Post("Form.Decision", "choose")) { [$"To.{id:N}"] = DirectoryIds.Agency("xa2025-07900").ToString("N") };
        (await admin.Send($"{Page}/{District}", "Form.Key", right)).Text.ShouldContain("Người chọn:");
        await admin.Send($"{Page}/{District}", "Form.Key", Post("Form.Decision", "start"));

        await Ended(admin, District, "đã chuyển 1");
        using Guest clerk = await SignedIn("one-stop-clerk");
        (await clerk.Open($"/can-bo/ho-so/{district}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_without_the_permission_opens_them_and_nobody_finds_an_agency_that_has_not_ended()
    {
        string[] addresses = [Page, $"{Page}/{Ward}"];
        using Guest nobody = program.Guest();
        foreach (string address in addresses)
            (await nobody.Open(address)).Address.ShouldStartWith("/dang-nhap", customMessage: address);
        // Not even the people of the successor.
        foreach (string role in new[] { "one-stop-clerk", "leader", "officer", "citizen" })
        {
            using Guest guest = await SignedIn(role);
            foreach (string address in addresses)
                (await guest.Open(address)).Status.ShouldBe(HttpStatusCode.Forbidden, $"{address} {role}");
        }

        using Guest admin = await SignedIn("admin");
        (await admin.Open($"{Page}/xa2025-07900")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await admin.Open($"{Page}/khong-co")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_clerk_finds_the_drafts_of_the_ward_on_the_counter_page_and_takes_one()
    {
        using Guest clerk = await SignedIn("one-stop-clerk");
        (await clerk.Open("/can-bo/tiep-nhan")).Text.ShouldNotContain("Hồ sơ nhập dở nhận từ cơ quan trước");
        Guid draft = await DraftAt(Ward);
        using Guest admin = await SignedIn("admin");
        await admin.Send($"{Page}/{Ward}?xem=nhap", "Form.Key", Post("Form.Decision", "start"));
        await Ended(admin, Ward, "đã chuyển 2");

        Opened counter = await clerk.Open("/can-bo/tiep-nhan");
        counter.Text.ShouldContain("Hồ sơ nhập dở nhận từ cơ quan trước");
        (await clerk.Open($"/can-bo/tiep-nhan/{draft}")).Status.ShouldBe(HttpStatusCode.NotFound, "it is not the clerk's yet");
        Opened taken = await clerk.Send("/can-bo/tiep-nhan", "Taken.Key", Post("Taken.Draft", draft.ToString()));
        taken.Address.ShouldBe($"/can-bo/tiep-nhan/{draft}");
        taken.Status.ShouldBe(HttpStatusCode.OK);
    }

    static Dictionary<string, string> Post(string name, string value) => new() { [name] = value };

    Task<Guest> SignedIn(string role) => program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));

    // The run has to have ended too: until then its rows may be counted and it cannot be undone.
    static async Task<Opened> Ended(Guest guest, string agency, string words)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            Opened page = await guest.Open($"{Page}/{agency}");
            if (page.Text.Contains(words, StringComparison.Ordinal) && !page.Text.Contains("Xem lại tiến độ", StringComparison.Ordinal))
                return page;
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), $"\"{words}\" is not there: {page.Text}");
            await Task.Delay(100, RunningProgram.Token);
        }
    }

    async Task<Guid> DraftAt(string agency)
    {
        Cast cast = await Cast.Of(program.Services);
        Kernel.Access.Actor clerk = cast["one-stop-clerk"];
        Guid draft = (await program.Services.GetRequiredService<StartDraft>().Handle("2.000815", clerk.AgencyId!.Value, atCounter: true, "draft", clerk with { AccountId = Guid.NewGuid() }, RunningProgram.Token)).Value;
        await Change(async (work, token) =>
        {
            Draft row = await work.Db.Set<Draft>().SingleAsync(d => d.Id == draft, token);
            row.ReceivingAgencyId = DirectoryIds.Agency(agency);
        });
        return draft;
    }

    Task BelongTo(string dossierCode, string agency) => Change(async (work, token) =>
    {
        Guid id = DirectoryIds.Agency(agency);
        Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Code == dossierCode, token);
        Guid now = dossier.ReceivingAgencyId;
        await ProcessRuntime.Move(work, dossier.ProcessInstanceId, now, id, _ => Task.FromResult<Assignee?>(null), token);
        (dossier.ReceivingAgencyId, dossier.CompetentAgencyId, dossier.ReturnAgencyId, dossier.HolderAgencyId) = (id, id, id, id);
        string owner = program.SignIns.First(signIn => signIn.Role == "citizen").UserName;
        await work.Db.Database.ExecuteSqlAsync($"UPDATE dossiers SET owner_account_id = (SELECT id FROM accounts WHERE user_name = {owner}) WHERE id = {dossier.Id}", token);
        await work.Db.Set<DossierHolder>().Where(holder => holder.DossierId == dossier.Id).ExecuteDeleteAsync(token);
        work.Db.Add(DossierHolder.Of(dossier, id, work.Now));
    });

    async Task Change(Func<Work, CancellationToken, Task> change) => (await program.Services.GetRequiredService<UnitOfWork>().Execute<Kernel.Errors.Done>(
        new Operation("test.past", Kernel.Access.Actor.System),
        async (work, token) =>
        {
            await change(work, token);
            return new Kernel.Errors.Done();
        },
        RunningProgram.Token)).Succeeded.ShouldBeTrue();
}
