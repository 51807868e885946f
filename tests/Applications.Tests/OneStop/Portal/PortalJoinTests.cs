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
public sealed class PortalJoinTests : LinkedPortalTests
{
    [Fact]
    public async Task Joined_afterwards_the_dossier_of_the_counter_goes_on_under_both_codes_with_the_files_of_both()
    {
        (string filed, string counter, PortalMessage message) = await Both();
        (await Linked.House.Get<PortalInbox>().Find(message.Id, Linked.Clerk, Token)).ShouldNotBeNull().Partner.ShouldNotBeNull().Code.ShouldBe(counter);

        LinkedHouse.Value(await Join(message, counter, Linked.Clerk));

        Dossier ended = (await Linked.House.Dossier(filed)).Dossier;
        DossierFile goesOn = await Linked.House.Dossier(counter);
        (ended.Status, ended.HolderRole).ShouldBe((DossierStatus.Stopped, ""));
        (await Linked.House.Get<DossierQueries>().OpenWork(ended.Id, Token)).ShouldBeEmpty();
        (await Linked.House.Get<DossierQueries>().OpenWork(goesOn.Dossier.Id, Token)).Count.ShouldBe(1);
        goesOn.Documents.Count(document => document.FileId is not null).ShouldBe(1);
        await Linked.House.Walk.Accept(counter);
        await Linked.ExchangeAll(1);

        (await Portal.Statuses(filed))[^1].ShouldBe(2, "the portal hears of the dossier that goes on, not of the one that ended");
        (await Portal.Statuses(counter))[^1].ShouldBe(2);
        (await Linked.House.Get<CitizenQueries>().Public(filed, goesOn.Dossier.LookupCode, Token)).ShouldNotBeNull().Code.ShouldBe(counter);
        (await Undo(message)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.AcceptedAlready);
        // What the citizen does under the portal's code reaches the dossier that goes on.
        await Portal.Withdraw(filed);
        await Linked.ExchangeAll(2);
        (await Linked.House.Dossier(counter)).Dossier.Status.ShouldBe(DossierStatus.WithdrawalRequested);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undone_in_time_the_dossier_of_the_portal_begins_again()
    {
        (string filed, string counter, PortalMessage message) = await Both();
        LinkedHouse.Value(await Join(message, counter, Linked.Clerk));
        LinkedHouse.Value(await Undo(message));

        DossierFile again = await Linked.House.Dossier(filed);
        again.Dossier.Status.ShouldBe(DossierStatus.Submitted);
        (await Linked.House.Dossier(counter)).Documents.ShouldAllBe(document => document.FileId == null);
        WorkItem work = (await Linked.House.Get<DossierQueries>().OpenWork(again.Dossier.Id, Token)).ShouldHaveSingleItem();
        (work.Action, work.AgencyId).ShouldBe((StepActions.Accept, again.Dossier.ReceivingAgencyId));
        await Linked.House.Walk.Accept(filed);
        await Linked.ExchangeAll(1);
        (await Portal.Statuses(filed))[^1].ShouldBe(2);
        (await Linked.House.Get<CitizenQueries>().Public(filed, again.Dossier.LookupCode, Token)).ShouldNotBeNull().Code.ShouldBe(filed);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_clerk_has_accepted_or_another_person_filed_is_not_joined_nor_by_somebody_else()
    {
        (string filed, string counter, PortalMessage message) = await Both();
        Actor elsewhere = Linked.Clerk with { AgencyId = Guid.NewGuid(), UnitId = null };
        (await Join(message, counter, elsewhere)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotFound);
        (await Join(message, counter, Linked.House.Walk.Cast["leader"])).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await Join(message, filed, Linked.Clerk)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NoSuchMerge, "not to itself");
        (await Linked.House.Get<JoinPortalDossier>().Handle(await Linked.Command(message), counter, 99, Linked.Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Conflict);
        await Linked.House.Walk.Accept(filed);
        (await Linked.House.Get<PortalInbox>().Find(message.Id, Linked.Clerk, Token)).ShouldNotBeNull().Partner.ShouldBeNull();
        (await Join(message, counter, Linked.Clerk)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.AcceptedAlready);
    }

    // One came by the portal and is here, one was brought to the counter afterwards.
    async Task<(string Filed, string Counter, PortalMessage Message)> Both()
    {
        string filed = await Portal.File(file: SimulatedPortal.Photo);
        await Linked.ExchangeAll(1);
        string counter = await Linked.AtCounter();
        return (filed, counter, (await Linked.Messages()).ShouldHaveSingleItem());
    }

    async Task<Outcome<Done>> Join(PortalMessage message, string counter, Actor actor) => await Linked.House.Get<JoinPortalDossier>().Handle(
        await Linked.Command(message), counter, (await Linked.House.Dossier(counter)).Dossier.Revision, actor, Token);

    async Task<Outcome<Done>> Undo(PortalMessage message) => await Linked.House.Get<UndoPortalMerge>().Handle(await Linked.Command(message), Linked.Clerk, Token);
}
