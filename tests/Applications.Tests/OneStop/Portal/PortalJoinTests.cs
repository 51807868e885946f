using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Portal;
using VanLang.OneStop.Tracking;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>A dossier of the portal is here already when its owner comes to the counter with the same wish.</summary>
public sealed class PortalJoinTests : IAsyncLifetime
{
    SimulatedPortal portal = null!;
    LinkedHouse linked = null!;

    static CancellationToken Token => DemonstrationHouse.Token;

    public async ValueTask InitializeAsync()
    {
        portal = await SimulatedPortal.Start();
        linked = await LinkedHouse.Open(portal);
    }

    public async ValueTask DisposeAsync()
    {
        await linked.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Joined_afterwards_the_dossier_of_the_counter_goes_on_under_both_codes_with_the_files_of_both()
    {
        (string filed, string counter, PortalMessage message) = await Both();
        (await linked.House.Get<PortalInbox>().Find(message.Id, linked.Clerk, Token)).ShouldNotBeNull().Partner.ShouldNotBeNull().Code.ShouldBe(counter);

        LinkedHouse.Value(await Join(message, counter, linked.Clerk));

        Dossier ended = (await linked.House.Dossier(filed)).Dossier;
        DossierFile goesOn = await linked.House.Dossier(counter);
        (ended.Status, ended.HolderRole).ShouldBe((DossierStatus.Stopped, ""));
        (await linked.House.Get<DossierQueries>().OpenWork(ended.Id, Token)).ShouldBeEmpty();
        (await linked.House.Get<DossierQueries>().OpenWork(goesOn.Dossier.Id, Token)).Count.ShouldBe(1);
        goesOn.Documents.Count(document => document.FileId is not null).ShouldBe(1);
        await linked.House.Walk.Accept(counter);
        await linked.ExchangeAll(1);

        (await portal.Statuses(filed))[^1].ShouldBe(2, "the portal hears of the dossier that goes on, not of the one that ended");
        (await portal.Statuses(counter))[^1].ShouldBe(2);
        (await linked.House.Get<CitizenQueries>().Public(filed, goesOn.Dossier.LookupCode, Token)).ShouldNotBeNull().Code.ShouldBe(counter);
        (await Undo(message)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.AcceptedAlready);
        // What the citizen does under the portal's code reaches the dossier that goes on.
        await portal.Withdraw(filed);
        await linked.ExchangeAll(2);
        (await linked.House.Dossier(counter)).Dossier.Status.ShouldBe(DossierStatus.WithdrawalRequested);
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undone_in_time_the_dossier_of_the_portal_begins_again()
    {
        (string filed, string counter, PortalMessage message) = await Both();
        LinkedHouse.Value(await Join(message, counter, linked.Clerk));
        LinkedHouse.Value(await Undo(message));

        DossierFile again = await linked.House.Dossier(filed);
        again.Dossier.Status.ShouldBe(DossierStatus.Submitted);
        (await linked.House.Dossier(counter)).Documents.ShouldAllBe(document => document.FileId == null);
        WorkItem work = (await linked.House.Get<DossierQueries>().OpenWork(again.Dossier.Id, Token)).ShouldHaveSingleItem();
        (work.Action, work.AgencyId).ShouldBe((StepActions.Accept, again.Dossier.ReceivingAgencyId));
        await linked.House.Walk.Accept(filed);
        await linked.ExchangeAll(1);
        (await portal.Statuses(filed))[^1].ShouldBe(2);
        (await linked.House.Get<CitizenQueries>().Public(filed, again.Dossier.LookupCode, Token)).ShouldNotBeNull().Code.ShouldBe(filed);
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_clerk_has_accepted_or_another_person_filed_is_not_joined_nor_by_somebody_else()
    {
        (string filed, string counter, PortalMessage message) = await Both();
        Actor elsewhere = linked.Clerk with { AgencyId = Guid.NewGuid(), UnitId = null };
        (await Join(message, counter, elsewhere)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotFound);
        (await Join(message, counter, linked.House.Walk.Cast["leader"])).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await Join(message, filed, linked.Clerk)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NoSuchMerge, "not to itself");
        (await linked.House.Get<JoinPortalDossier>().Handle(await linked.Command(message), counter, 99, linked.Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Conflict);
        await linked.House.Walk.Accept(filed);
        (await linked.House.Get<PortalInbox>().Find(message.Id, linked.Clerk, Token)).ShouldNotBeNull().Partner.ShouldBeNull();
        (await Join(message, counter, linked.Clerk)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.AcceptedAlready);
    }

    // One came by the portal and is here, one was brought to the counter afterwards.
    async Task<(string Filed, string Counter, PortalMessage Message)> Both()
    {
        string filed = await portal.File(file: SimulatedPortal.Photo);
        await linked.ExchangeAll(1);
        string counter = await linked.AtCounter();
        return (filed, counter, (await linked.Messages()).ShouldHaveSingleItem());
    }

    async Task<Outcome<Done>> Join(PortalMessage message, string counter, Actor actor) => await linked.House.Get<JoinPortalDossier>().Handle(
        await linked.Command(message), counter, (await linked.House.Dossier(counter)).Dossier.Revision, actor, Token);

    async Task<Outcome<Done>> Undo(PortalMessage message) => await linked.House.Get<UndoPortalMerge>().Handle(await linked.Command(message), linked.Clerk, Token);
}
