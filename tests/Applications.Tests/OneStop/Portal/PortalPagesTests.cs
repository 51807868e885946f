using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Portal;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>The pages of what came from the portal, as clerks, operators and others open them.</summary>
public sealed class PortalPagesTests : IAsyncLifetime
{
    const string Page = "/can-bo/cong-quoc-gia";

    RunningProgram program = null!;
    Guid supplement;
    Guid nobodys;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        supplement = await Add(DirectoryIds.Agency("xa2025-07900"), PortalAct.Supplement, HoldReason.NotAsked);
        nobodys = await Add(null, PortalAct.Withdrawal, HoldReason.UnknownDossier);
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task Nobody_without_the_permission_opens_them_and_no_agency_sees_anothers()
    {
        string[] addresses = [Page, $"{Page}?xem=tat-ca", $"{Page}/{supplement}", $"{Page}/{supplement}/tep/{Guid.NewGuid()}"];
        using Guest nobody = program.Guest();
        foreach (string address in addresses)
            (await nobody.Open(address)).Address.ShouldStartWith("/dang-nhap", customMessage: address);
        foreach (string role in new[] { "officer", "leader", "citizen" })
        {
            using Guest guest = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));
            foreach (string address in addresses)
                (await guest.Open(address)).Status.ShouldBe(HttpStatusCode.Forbidden, $"{address} {role}");
        }

        using Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "one-stop-clerk", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        (await elsewhere.Open(Page)).Text.ShouldNotContain("G22.99");
        (await elsewhere.Open($"{Page}/{supplement}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.Open($"{Page}/{supplement}/tep/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_page_shows_everything_that_waits_says_why_and_lets_it_be_closed()
    {
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));
        Opened list = await clerk.Open(Page);
        list.Text.ShouldContain("Bổ sung");
        list.Text.ShouldContain("Hồ sơ hiện không chờ bổ sung");
        list.Html.ShouldNotContain(nobodys.ToString(), Case.Sensitive, "it is the operator's");
        (await clerk.Open($"/en{Page}/{supplement}")).Text.ShouldContain("The dossier does not wait for a supplement now");
        using Guest admin = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "admin"));
        (await admin.Open(Page)).Html.ShouldContain(nobodys.ToString());

        Opened without = await clerk.Send($"{Page}/{supplement}", "Form.Revision", new Dictionary<string, string> { ["Form.Decision"] = "refuse" });
        without.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Opened closed = await clerk.Send($"{Page}/{supplement}", "Form.Revision", new Dictionary<string, string> { ["Form.Decision"] = "refuse", ["Form.Reason"] = "Hồ sơ không cần thêm giấy tờ" });
        closed.Text.ShouldContain("Hồ sơ không cần thêm giấy tờ");
        (await clerk.Open(Page)).Text.ShouldNotContain("Hồ sơ hiện không chờ bổ sung");
    }

    async Task<Guid> Add(Guid? agency, PortalAct act, HoldReason reason) => (await program.Services.GetRequiredService<UnitOfWork>().Execute<Guid>(
        new Operation("test.portal", Kernel.Access.Actor.System),
        (work, _) =>
        {
            PortalMessage message = new()
            {
                Id = work.NewId(), Sender = PortalSettings.Sender, MessageId = Guid.NewGuid().ToString(), Act = act, DossierCode = "G22.99-20261101-0000001", ProcedureCode = "2.000635",
                AgencyCode = "H44.148", AgencyId = agency, FiledAt = work.Now, AnnouncedAt = work.Now, ContentHash = new string('0', 64), State = PortalMessageState.Held, HoldReason = reason,
            };
            work.Db.Add(message);
            work.Raise(message.Subject, PortalMessageEvents.Held, new { }, before: null, message.Facts());
            return Task.FromResult<Outcome<Guid>>(message.Id);
        },
        RunningProgram.Token)).Value;
}
