using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class AtOnceTestsOnSqlite() : AtOnceTests(StoreKind.Sqlite);

public sealed class AtOnceTestsOnPostgres() : AtOnceTests(StoreKind.Postgres);

public abstract class AtOnceTests(StoreKind store)
{
    [Fact]
    public async Task Of_two_clerks_who_accept_at_once_one_does_and_the_other_is_told_by_whom()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        Actor clerk = house.Walk.Cast["one-stop-clerk"];
        StepCommand seen = await house.Walk.Command(clerk, code);
        Actor[] clerks = [clerk, clerk with { AccountId = Guid.NewGuid(), Name = "Người thứ hai" }];

        Outcome<StepDone>[] outcomes = await Task.WhenAll(clerks.Select((actor, i) => Task.Run(() =>
            house.Get<AcceptDossier>().Handle(seen with { Key = $"key-{i}" }, limitCase: null, actor, DemonstrationHouse.Token))));

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
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        Guid draft = await house.Walk.Draft();

        Outcome<SubmittedDossier>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() =>
            house.Get<SubmitDossier>().Handle(draft, $"key-{i}", house.Walk.Cast["citizen"], DemonstrationHouse.Token))));

        outcomes.Select(outcome => outcome.Value!.Code).Distinct().ShouldHaveSingleItem();
        (await house.Read((db, token) => db.Set<Dossier>().CountAsync(token))).ShouldBe(1);
    }

    [Fact]
    public async Task Fifty_dossiers_sent_at_once_have_fifty_codes_in_a_row()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        List<Guid> drafts = [];
        for (int i = 0; i < 50; i++)
            drafts.Add(await house.Walk.Draft());

        SubmittedDossier[] sent = await Task.WhenAll(drafts.Select(draft => Task.Run(() => house.Walk.Submit(draft))));

        // The day may change in between.
        foreach (IGrouping<string, string> day in sent.Select(dossier => dossier.Code).GroupBy(code => code[..^7]))
            day.Select(code => int.Parse(code[^7..], System.Globalization.CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(1, day.Count()));
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
    }
}
