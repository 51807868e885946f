using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Declarations;

/// <summary>Who gets the declaration of a draft or dossier, and who does not even learn that there is one.</summary>
public sealed class DeclarationDoorsTests : IAsyncLifetime
{
    RunningProgram program = null!;
    DossierWalk walk = null!;
    string code = null!;

    static CancellationToken Token => DemonstrationHouse.Token;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        code = (await walk.Submit(await walk.Draft())).Code;
        await OfCitizen((db, account, token) => db.Set<Dossier>().Where(dossier => dossier.Code == code).ExecuteUpdateAsync(set => set.SetProperty(dossier => dossier.OwnerAccountId, account), token));
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task The_owner_and_the_agency_that_holds_it_get_the_same_bytes_each_time()
    {
        using Guest owner = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "citizen"));
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));

        Opened first = await owner.Open($"/ho-so/{code}/to-khai.pdf");

        first.Status.ShouldBe(HttpStatusCode.OK);
        first.Html.ShouldStartWith("%PDF-1.4");
        (await owner.Open($"/ho-so/{code}/to-khai.pdf")).Html.ShouldBe(first.Html);
        (await clerk.Open($"/can-bo/ho-so/{code}/to-khai.pdf")).Html.ShouldBe(first.Html);
        (await owner.Open($"/ho-so/{code}")).Links.ShouldContain($"/ho-so/{code}/to-khai.pdf");
        (await clerk.Open($"/can-bo/ho-so/{code}")).Links.ShouldContain($"/can-bo/ho-so/{code}/to-khai.pdf");
    }

    [Fact]
    public async Task Without_a_session_with_another_role_or_in_another_unit_there_is_nothing()
    {
        Guid draft = await walk.Draft();
        await OfCitizen((db, account, token) => db.Set<Draft>().Where(row => row.Id == draft).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccountId, account), token));
        string[] doors = [$"/ho-so/{code}/to-khai.pdf", $"/ho-so/nhap/{draft}/to-khai.pdf", $"/can-bo/ho-so/{code}/to-khai.pdf", $"/can-bo/tiep-nhan/{draft}/to-khai.pdf"];
        using Guest nobody = program.Guest();
        foreach (string door in doors)
            (await nobody.Open(door)).Address.ShouldStartWith("/dang-nhap");

        using Guest owner = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "citizen"));
        (await owner.Open(doors[1])).Status.ShouldBe(HttpStatusCode.OK);
        (await owner.Open(doors[2])).Status.ShouldNotBe(HttpStatusCode.OK);
        (await owner.Open(doors[3])).Status.ShouldNotBe(HttpStatusCode.OK);

        foreach (DemonstrationSignIn other in program.SignIns.Where(signIn => signIn.Position?.AgencyName == "Ủy ban nhân dân xã Phùng Nguyên"))
        {
            using Guest stranger = await program.SignedIn(other);
            foreach (string door in doors)
                (await stranger.Open(door)).Status.ShouldNotBe(HttpStatusCode.OK, $"{other.Role} at {door}");
        }

        // A draft of a citizen is no draft of the counter, not even for the clerk of the same ward.
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));
        (await clerk.Open(doors[3])).Status.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open(doors[0])).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_dossier_that_went_to_a_successor_still_names_the_agency_it_was_addressed_to()
    {
        DossierFile file = await program.Services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(walk.Cast["one-stop-clerk"]), Token) ?? throw new InvalidOperationException("The ward sees its dossier.");
        DeclarationPapers declarations = program.Services.GetRequiredService<DeclarationPapers>();
        byte[] before = (await declarations.Of(file, Token)).Pdf.ToArray();
        Guid other = program.SignIns.First(signIn => signIn.Position?.AgencyName == "Ủy ban nhân dân xã Phùng Nguyên").Position!.AgencyId;
        file.Dossier.CompetentAgencyId = other;

        (await declarations.Of(file, Token)).Pdf.ToArray().ShouldBe(before);
    }

    [Fact]
    public async Task A_draft_at_the_counter_prints_for_the_clerk_who_enters_it_and_tells_that_it_was_not_filed()
    {
        Actor clerk = walk.Cast["one-stop-clerk"];
        Guid draft = (await program.Services.GetRequiredService<StartDraft>().Handle("2.000635", clerk.AgencyId!.Value, atCounter: true, "k", clerk, Token)).Value;
        await Of("one-stop-clerk", (db, account, token) => db.Set<Draft>().Where(row => row.Id == draft).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccountId, account), token));
        using Guest guest = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"));

        (await guest.Open($"/can-bo/tiep-nhan/{draft}")).Links.ShouldContain($"/can-bo/tiep-nhan/{draft}/to-khai.pdf");
        (await guest.Open($"/can-bo/tiep-nhan/{draft}/to-khai.pdf")).Html.ShouldStartWith("%PDF-1.4");
    }

    // The walk acts for accounts of its own; what it made is given to those that can sign in.
    Task<int> OfCitizen(Func<VanLangDbContext, Guid, CancellationToken, Task<int>> give) => Of("citizen", give);

    Task<int> Of(string role, Func<VanLangDbContext, Guid, CancellationToken, Task<int>> give)
    {
        string userName = program.SignIns.First(signIn => signIn.Role == role).UserName;
        return program.Services.GetRequiredService<UnitOfWork>().Maintain(
            async (db, token) => await give(db, await db.Set<Account>().Where(account => account.UserName == userName).Select(account => account.Id).SingleAsync(token), token), Token);
    }
}
