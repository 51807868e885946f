using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

public sealed class SignTogetherTestsOnSqlite() : SignTogetherTests(StoreKind.Sqlite);

public sealed class SignTogetherTestsOnPostgres() : SignTogetherTests(StoreKind.Postgres);

/// <summary>One PIN for several results: what was opened, as it was opened, each for itself.</summary>
public abstract class SignTogetherTests(StoreKind store) : IAsyncLifetime
{
    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    DemonstrationHouse house = null!;

    public async ValueTask InitializeAsync() => house = await DemonstrationHouse.Open(store, clock);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    Actor Leader => house.Walk.Cast["leader"];

    [Fact]
    public async Task One_pin_signs_what_was_opened_and_names_what_was_not()
    {
        string[] codes = [await Prepared(), await Prepared(), await Prepared()];
        await Open(codes[0]);
        await Open(codes[1]);

        SignedOne[] done = Done(await Sign(await Chosen(codes), house.Pin, "lo-1"));

        done.Select(one => one.Failure?.Code).ShouldBe([null, null, SigningErrors.NotOpened]);
        (await States(codes)).ShouldBe([ResultState.Signed, ResultState.Signed, ResultState.Prepared]);
        await house.Settle();
        (await house.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == OpenResult.EventType, token))).ShouldBe(2);
        (await house.Verify()).ShouldBeEmpty();

        // Who makes a file an opened one behind the program's back is found.
        await house.Tamper($"UPDATE result_openings SET content_hash = '{new string('0', 64)}'");
        (await house.Verify()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_result_that_changed_since_it_was_opened_is_opened_again_first()
    {
        string code = await Prepared();
        await Open(code);
        ChosenResult[] before = await Chosen(code);
        await house.Walk.Step(Leader, code, (step, actor) => house.Get<ReturnToOfficer>().Handle(step, "Sai tên", actor, DemonstrationHouse.Token));
        clock.Advance(TimeSpan.FromMinutes(5));
        await house.Walk.Prepare(code);

        Done(await Sign(before, house.Pin, "cu")).Single().Failure!.Code.ShouldBe(SigningErrors.Changed);
        Done(await Sign(await Chosen(code), house.Pin, "moi")).Single().Failure!.Code.ShouldBe(SigningErrors.Changed);
        (await house.Get<OpenResult>().Handle(code, before[0].SeenHash, Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.Changed);
        (await house.Get<SigningList>().Read(Leader, DemonstrationHouse.Token)).Rows.Single().IsOpened.ShouldBeFalse();

        await Open(code);
        (await house.Get<SigningList>().Read(Leader, DemonstrationHouse.Token)).Rows.Single().IsOpened.ShouldBeTrue();
        Done(await Sign(await Chosen(code), house.Pin, "lai")).Single().Failure.ShouldBeNull();
        (await house.Get<SigningList>().Read(Leader, DemonstrationHouse.Token)).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sent_twice_and_from_two_windows_at_once_each_is_signed_once_and_everybody_is_told_so()
    {
        string[] codes = [await Prepared(), await Prepared()];
        foreach (string code in codes)
            await Open(code);
        ChosenResult[] chosen = await Chosen(codes);

        Outcome<SignedOne[]>[] all = await Task.WhenAll(new[] { "mot", "mot", "hai" }.Select(key => Task.Run(() => Sign(chosen, house.Pin, key))));

        foreach (Outcome<SignedOne[]> outcome in all)
            Done(outcome).ShouldAllBe(one => one.Failure == null);
        Done(await Sign(chosen, house.Pin, "mot")).ShouldAllBe(one => one.Failure == null);
        await house.Settle();
        (await house.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == "result.signed", token))).ShouldBe(2);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_read_leaves_the_others_signed()
    {
        string[] codes = [await Prepared(), await Prepared(), await Prepared()];
        foreach (string code in codes)
            await Open(code);
        Guid broken = (await house.Dossier(codes[1])).Result!.FileId;
        string name = await house.Read((db, token) => db.Set<StoredFile>().Where(file => file.Id == broken).Select(file => file.StoreName).SingleAsync(token));
        File.Delete(System.IO.Directory.GetFiles(house.Data.Files, name, SearchOption.AllDirectories).Single());

        SignedOne[] done = Done(await Sign(await Chosen(codes), house.Pin, "hong"));

        done.Select(one => (one.Code, one.Failure?.Code)).ShouldBe([(codes[0], null), (codes[1], SigningErrors.Broken), (codes[2], null)]);
        (await States(codes)).ShouldBe([ResultState.Signed, ResultState.Prepared, ResultState.Signed]);
    }

    [Fact]
    public async Task Twenty_one_none_a_wrong_pin_and_a_choice_of_other_steps_sign_nothing()
    {
        string[] codes = [await Prepared(), await Prepared()];
        foreach (string code in codes)
            await Open(code);
        ChosenResult[] chosen = await Chosen(codes);

        Failure tooMany = (await Sign([.. Enumerable.Range(0, 21).Select(_ => chosen[0] with { WorkItemId = Guid.NewGuid() })], house.Pin, "nhieu")).Failure.ShouldNotBeNull();
        (tooMany.Code, tooMany.Arguments[0], tooMany.Arguments[1]).ShouldBe((SigningErrors.TooMany, 21, 20));
        (await Sign([], house.Pin, "khong")).Failure!.Code.ShouldBe(SigningErrors.NothingChosen);
        Failure wrong = (await Sign(chosen, "000000", "sai")).Failure.ShouldNotBeNull();
        (wrong.Code, wrong.Arguments[0]).ShouldBe((OneStopErrors.WrongPin, 4));

        // The file of one dossier never ends the step of another.
        ChosenResult[] crossed = [chosen[0] with { WorkItemId = chosen[1].WorkItemId }, chosen[1] with { WorkItemId = chosen[0].WorkItemId }];
        Done(await Sign(crossed, house.Pin, "cheo")).ShouldAllBe(one => one.Failure!.Code == KernelErrors.Conflict);
        (await States(codes)).ShouldAllBe(state => state == ResultState.Prepared);
    }

    [Fact]
    public async Task Others_neither_open_nor_sign_what_waits_for_the_leader()
    {
        string code = await Prepared();
        ChosenResult[] chosen = await Chosen(code);
        foreach ((string who, ErrorCode expected) in new[] { ("officer", KernelErrors.Forbidden), ("head-of-unit", KernelErrors.Forbidden), ("citizen", KernelErrors.Forbidden) })
        {
            Actor other = house.Walk.Cast[who];
            (await house.Get<OpenResult>().Handle(code, chosen[0].SeenHash, other, DemonstrationHouse.Token)).Failure.ShouldNotBeNull(who).Code.ShouldBeOneOf(expected, OneStopErrors.NotFound, OneStopErrors.OtherSigner);
            Done(await house.Get<SignResults>().Handle(chosen, house.Pin, who, other, DemonstrationHouse.Token)).Single().Failure.ShouldNotBeNull(who);
            (await house.Get<SigningList>().Read(other, DemonstrationHouse.Token)).Rows.ShouldBeEmpty(who);
        }

        // The same person in another agency sees no such dossier.
        Actor elsewhere = Leader with { AgencyId = Guid.NewGuid(), UnitId = Guid.NewGuid() };
        (await house.Get<OpenResult>().Handle(code, chosen[0].SeenHash, elsewhere, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OneStopErrors.NotFound);
        (await States(code)).Single().ShouldBe(ResultState.Prepared);
    }

    async Task<string> Prepared()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        await house.Walk.Prepare(code);
        return code;
    }

    async Task Open(string code) =>
        (await house.Get<OpenResult>().Handle(code, (await house.Dossier(code)).Result!.ContentHash, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();

    async Task<ChosenResult[]> Chosen(params string[] codes)
    {
        List<ChosenResult> chosen = [];
        foreach (string code in codes)
        {
            StepCommand step = await house.Walk.Command(Leader, code);
            chosen.Add(new(step.WorkItemId, code, step.Revision, (await house.Dossier(code)).Result!.ContentHash));
        }

        // As a form sends it and the page reads it.
        return [.. chosen.Select(one => ChosenResult.Read(one.ToString()).ShouldNotBeNull())];
    }

    Task<Outcome<SignedOne[]>> Sign(IReadOnlyList<ChosenResult> chosen, string pin, string key) => house.Get<SignResults>().Handle(chosen, pin, key, Leader, DemonstrationHouse.Token);

    static SignedOne[] Done(Outcome<SignedOne[]> outcome) => outcome.Value.ShouldNotBeNull(outcome.Failure?.ToString());

    async Task<List<ResultState>> States(params string[] codes)
    {
        List<ResultState> states = [];
        foreach (string code in codes)
            states.Add((await house.Dossier(code)).Result!.State);
        return states;
    }
}
