using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class AtOnceTests
{
    [Fact]
    public async Task Of_two_clerks_who_accept_at_once_one_does_and_the_other_is_told_by_whom()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open();
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        Actor clerk = house.Walk.Cast["one-stop-clerk"];
        StepCommand seen = await house.Walk.Command(clerk, code);
        Actor[] clerks = [clerk, clerk with { AccountId = Guid.NewGuid(), Name = "Người thứ hai" }];

        Outcome<StepDone>[] outcomes = await Task.WhenAll(clerks.Select((actor, i) => Task.Run(() =>
            house.Get<AcceptDossier>().Handle(seen with { Key = $"key-{i}" }, actor, DemonstrationHouse.Token))));

        int winner = Array.FindIndex(outcomes, outcome => outcome.Succeeded);
        Failure failure = outcomes[1 - winner].Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(VanLang.Processes.Contracts.ProcessErrors.AlreadyDone);
        failure.Arguments[0].ShouldBeOfType<string>().ShouldStartWith(clerks[winner].Name);
        await house.Settle();
        (await house.Read((db, token) => db.Set<IssuedPaper>().CountAsync(paper => paper.Kind == PaperKind.ReceiptAndAppointment, token))).ShouldBe(1);
        (await house.Dossier(code)).Dossier.Status.ShouldBe(DossierStatus.Accepted);
    }

    [Fact]
    public async Task A_draft_sent_ten_times_at_once_under_different_keys_becomes_one_dossier()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open();
        Guid draft = await house.Walk.Draft();

        Outcome<SubmittedDossier>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() =>
            house.Get<SubmitDossier>().Handle(draft, $"key-{i}", house.Walk.Cast["citizen"], DemonstrationHouse.Token))));

        outcomes.Select(outcome => outcome.Value!.Code).Distinct().ShouldHaveSingleItem();
        (await house.Read((db, token) => db.Set<Dossier>().CountAsync(token))).ShouldBe(1);
    }
}
