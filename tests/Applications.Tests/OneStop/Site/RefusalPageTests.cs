using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Load.Crash;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>A dossier is refused on purpose, by somebody with a name, and the page says done only of what was done.</summary>
public sealed class RefusalPageTests
{
    [Fact]
    public async Task Nobody_refuses_by_a_slip_of_the_hand_and_the_record_names_who_did()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        string code = (await walk.Submit(await walk.Draft())).Code;
        string page = $"/can-bo/ho-so/{code}";
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));
        Dictionary<string, string> typed = new() { [StepPost.Reason] = "Nộp nhầm thủ tục", [StepPost.LegalBasis] = "Điều 1" };

        // The address alone makes nothing true.
        (await clerk.Open($"{page}?xong=accept")).Html.ShouldNotContain("Đã tiếp nhận hồ sơ");
        Opened empty = await clerk.Send(page, StepPost.LegalBasis, new Dictionary<string, string>());
        foreach (string missing in new[] { "Chưa ghi lý do.", "Chưa ghi căn cứ pháp lý.", "Hồ sơ chưa bị từ chối" })
            empty.Text.ShouldContain(missing);
        Opened asked = await clerk.Send(page, StepPost.LegalBasis, typed);

        asked.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        asked.Text.ShouldContain("Hồ sơ chưa bị từ chối");
        asked.Html.ShouldContain("Nộp nhầm thủ tục");
        (await Read(program, db => db.Set<Dossier>().Where(dossier => dossier.Code == code).Select(dossier => dossier.Status).SingleAsync())).ShouldBe(DossierStatus.Submitted);

        typed[StepPost.Sure] = "true";
        Opened refused = await clerk.Send(page, StepPost.LegalBasis, typed);

        refused.Status.ShouldBe(HttpStatusCode.OK);
        refused.Address.ShouldContain("xong=refuse");
        (await clerk.Open(refused.Address)).Html.ShouldContain("usa-alert--success");
        (await clerk.Open($"{page}?xong=accept")).Html.ShouldNotContain("usa-alert--success");
        string? payload = await Read(program, db => db.Set<RecordEvent>().Where(e => e.Type == RefuseDossier.EventType).Select(e => e.Payload).SingleAsync());
        payload.ShouldNotBeNull().ShouldContain(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk").Name);
    }

    static Task<T> Read<T>(RunningProgram program, Func<Kernel.Data.VanLangDbContext, Task<T>> query) =>
        program.Services.GetRequiredService<UnitOfWork>().Read((db, _) => query(db), RunningProgram.Token);
}
