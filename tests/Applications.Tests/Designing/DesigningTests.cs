using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Access.Contracts;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Designing;
using VanLang.Designing.Changes;
using VanLang.Designing.Checking;
using VanLang.Directory.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using Xunit;

namespace VanLang.Applications.Tests.Designing;

public sealed class DesigningTestsOnSqlite(DesigningOnSqlite desk) : DesigningTests(desk), IClassFixture<DesigningOnSqlite>;

public sealed class DesigningTestsOnPostgres(DesigningOnPostgres desk) : DesigningTests(desk), IClassFixture<DesigningOnPostgres>;

public sealed class DesigningOnSqlite() : DesigningDesk(StoreKind.Sqlite);

public sealed class DesigningOnPostgres() : DesigningDesk(StoreKind.Postgres);

/// <summary>One house for all tests of a class, each with changes of its own, and two administrators.</summary>
public abstract class DesigningDesk(StoreKind store) : IAsyncLifetime
{
    internal FakeTimeProvider Clock { get; } = DemonstrationHouse.Clock("2026-11-23 09:00");

    internal DemonstrationHouse House { get; private set; } = null!;

    internal Actor First { get; private set; } = null!;

    internal Actor Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        House = await DemonstrationHouse.Open(store, Clock);
        First = await Administrator("CB062");
        Second = await Administrator("CB040");
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    async Task<Actor> Administrator(string key)
    {
        DirectoryQueries directory = House.Get<DirectoryQueries>();
        DateOnly day = VietnamTime.DateOf(Clock.GetUtcNow());
        PersonRecord person = (await directory.PersonByKey(key, DemonstrationHouse.Token)).ShouldNotBeNull();
        PositionRecord position = (await directory.PositionsOf(person.Id, day, DemonstrationHouse.Token))[0];
        return new(ActorKind.Official, person.FullName)
        {
            AccountId = DeterministicId.Of(key),
            PersonId = person.Id,
            PositionId = position.Id,
            Role = position.Role,
            AgencyId = position.AgencyId,
            Permissions = (await House.Get<AccessQueries>().PermissionsOf(position.Role, day, DemonstrationHouse.Token)).ToHashSet(),
        };
    }
}

/// <summary>Officials change what the province lays down, without code: card S17, "an official changes a deadline".</summary>
public abstract class DesigningTests(DesigningDesk desk)
{
    const string Fee = "thu-tuc-2.000635";

    readonly DemonstrationHouse house = desk.House;
    readonly Actor first = desk.First, second = desk.Second;

    DateOnly Today => VietnamTime.DateOf(desk.Clock.GetUtcNow());

    DateOnly Tomorrow => Today.AddDays(1);

    [Fact]
    public async Task A_fee_changes_from_tomorrow_when_a_second_person_approves_and_comes_back_as_a_change_of_its_own()
    {
        string before = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        (Guid change, DesignFile file) = await WithFee("16000");
        (await HandIn(change)).Succeeded.ShouldBeFalse("the tests beside the table still expect the old fee");
        await SaveTests(change);

        (await HandIn(change)).Failure.ShouldBeNull();
        (await Approve(change, first)).Failure!.Code.ShouldBe(DesigningErrors.OwnWork);
        (await Approve(change, second)).Failure.ShouldBeNull();

        DateOnly today = Today;
        (await FeeOn(today)).ShouldBe(8000);
        (await FeeOn(Tomorrow)).ShouldBe(16000);
        // A published change is not written in any longer, and the record of the house agrees with its tables.
        (await house.Get<SaveFile>().Handle(file.Id, 1, "x", first, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(DesigningErrors.Closed);
        await house.Walk.Accept(before);
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();

        desk.Clock.Advance(TimeSpan.FromDays(2));
        string old = (await house.Get<DefinitionStore>().InForce("decision", Fee, today, DemonstrationHouse.Token))!.Version;
        string oldTests = (await house.Get<DefinitionStore>().InForce("decision-tests", Fee, today, DemonstrationHouse.Token))!.Version;

        Guid back = await Started();
        Guid table = await Taken(back, "decision", Fee, version: old);
        await house.Get<SaveFile>().Handle(table, 0, From(Tomorrow, (await File(back, table)).Content), first, DemonstrationHouse.Token);
        await Taken(back, "decision", Fee, isTest: true, version: oldTests);
        (await HandIn(back)).Failure.ShouldBeNull();
        (await Approve(back, second)).Failure.ShouldBeNull();

        (await FeeOn(Today)).ShouldBe(16000);
        (await FeeOn(Tomorrow)).ShouldBe(8000);
    }

    [Fact]
    public async Task Two_people_at_one_file_lose_nothing_of_what_either_wrote()
    {
        (_, DesignFile file) = await WithFee("16000");
        Outcome<int> late = await house.Get<SaveFile>().Handle(file.Id, 0, "<late/>", second, DemonstrationHouse.Token);

        late.Failure!.Code.ShouldBe(DesigningErrors.SavedBefore);
        late.Failure.Arguments[0].ShouldBe(first.Name);
        // Having seen it, the second may save on top; what was there stays among the saves.
        (await house.Get<SaveFile>().Handle(file.Id, 1, "<late/>", second, DemonstrationHouse.Token)).Value.ShouldBe(2);
        (await house.Get<ChangeReader>().Saved(file.Id, 1, DemonstrationHouse.Token)).ShouldNotBeNull().ShouldContain("16000");
        (await house.Get<ChangeReader>().Saves(file.Id, DemonstrationHouse.Token)).Select(save => save.By).ShouldBe([second.Name, first.Name, first.Name]);
    }

    [Fact]
    public async Task A_file_is_taken_out_with_its_saves_only_by_who_says_to_be_sure()
    {
        Guid change = await Started();
        Guid file = await Taken(change, "process", "tra-trong-ngay");
        DropFile drop = house.Get<DropFile>();
        (await drop.Handle(change, file, isSure: false, Key, first, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(DesigningErrors.NotSure);
        (await File(change, file)).Key.ShouldBe("tra-trong-ngay");
        (await drop.Handle(change, file, isSure: true, Key, first, DemonstrationHouse.Token)).Failure.ShouldBeNull();
        (await house.Get<ChangeReader>().Find(change, DemonstrationHouse.Token))!.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("process", "tra-trong-ngay", "vl:candidateRole=\"officer\"", "vl:candidateRole=\"nobody\"")]
    [InlineData("form", "to-khai-ban-sao-trich-luc", "\"type\": \"default\"", "\"type\": \"other\"")]
    [InlineData("decision", Fee, "hitPolicy=\"UNIQUE\"", "hitPolicy=\"SOME\"")]
    [InlineData("procedure", "2.000635", "\"form\": \"to-khai-ban-sao-trich-luc\"", "\"form\": \"khong-co\"")]
    public async Task What_an_import_refuses_is_found_with_its_file_and_does_not_come_into_force(string kind, string key, string was, string wrong)
    {
        Guid change = await Started();
        Guid file = await Taken(change, kind, key);
        string text = (await File(change, file)).Content;
        text.ShouldContain(was);
        (await house.Get<SaveFile>().Handle(file, 0, text.Replace(was, wrong, StringComparison.Ordinal), first, DemonstrationHouse.Token)).Failure.ShouldBeNull();

        WholeChange whole = (await house.Get<ChangeReader>().Find(change, DemonstrationHouse.Token)).ShouldNotBeNull();
        (await house.Get<ChangeCheck>().Run(whole.Files, Tomorrow, DemonstrationHouse.Token)).Findings.ShouldContain(finding => finding.FileId == file);
        (await HandIn(change)).Failure!.Code.ShouldBe(DesigningErrors.Faulty);
        (await File(change, file)).Content.ShouldContain(wrong);
    }

    [Fact]
    public async Task A_process_with_a_red_scenario_does_not_come_into_force()
    {
        Guid change = await Started();
        Guid scenarios = await Taken(change, "process", "tra-trong-ngay", isTest: true);
        string text = (await File(change, scenarios)).Content;
        text.ShouldContain("\"examine\"");
        await house.Get<SaveFile>().Handle(scenarios, 0, text.Replace("\"waiting\": [\n              \"examine\"", "\"waiting\": [\n              \"sign\"", StringComparison.Ordinal), first, DemonstrationHouse.Token);

        (await HandIn(change)).Failure!.Code.ShouldBe(DesigningErrors.Faulty);
    }

    [Fact]
    public async Task Nothing_is_handed_in_for_today_or_without_files_and_a_returned_change_goes_on_where_it_was()
    {
        Guid empty = await Started();
        (await HandIn(empty)).Failure!.Code.ShouldBe(DesigningErrors.NoFiles);
        Guid change = await Started();
        Guid file = await Taken(change, "process", "tra-trong-ngay");
        foreach (DateOnly? day in (DateOnly?[])[null, Today, new(2020, 1, 1)])
            (await HandIn(change, day, given: true)).Failure!.Code.ShouldBe(DesigningErrors.FirstDayPast);
        (await HandIn(change)).Failure.ShouldBeNull();
        (await house.Get<DecideChange>().Return(change, " ", Key, second, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await house.Get<DecideChange>().Return(change, "Thiếu căn cứ", Key, second, DemonstrationHouse.Token)).Failure.ShouldBeNull();

        (await File(change, file)).Revision.ShouldBe(0);
        (await HandIn(change)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Only_who_may_draw_draws_and_only_who_may_approve_approves()
    {
        Actor clerk = house.Walk.Cast["one-stop-clerk"];
        (await house.Get<StartChange>().Handle("Thử", Key, clerk, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        Guid change = await Started();
        await Taken(change, "process", "tra-trong-ngay");
        (await house.Get<HandIn>().Handle(change, Tomorrow, Key, clerk, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        await HandIn(change);
        (await Approve(change, clerk)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        (await Approve(change, second with { Permissions = new HashSet<string> { DesigningRoom.Draw } })).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("có dấu")]
    public async Task A_code_that_could_leave_its_folder_is_refused(string key)
    {
        Guid change = await Started();
        (await house.Get<TakeUpFile>().Handle(change, "form", key, null, "to-khai-ban-sao-trich-luc", isTest: false, Key, first, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(DesigningErrors.KeyBad);
    }

    // A table says of itself from which day it holds.
    static string From(DateOnly day, string table) => table.Replace("vl:validFrom=\"2016-01-01\"", $"vl:validFrom=\"{day:yyyy-MM-dd}\"", StringComparison.Ordinal);

    static string Key => Guid.NewGuid().ToString("N");

    async Task<Guid> Started() => (await house.Get<StartChange>().Handle("Sửa phí bản sao trích lục", Key, first, DemonstrationHouse.Token)).Value;

    async Task<Guid> Taken(Guid change, string kind, string key, bool isTest = false, string? version = null)
    {
        Outcome<Guid> taken = await house.Get<TakeUpFile>().Handle(change, kind, key, version, copyOf: null, isTest, Key, first, DemonstrationHouse.Token);
        taken.Failure.ShouldBeNull();
        return taken.Value;
    }

    async Task<DesignFile> File(Guid change, Guid file) => (await house.Get<ChangeReader>().Find(change, DemonstrationHouse.Token))!.Files.Single(one => one.Id == file);

    async Task<(Guid Change, DesignFile File)> WithFee(string fee)
    {
        Guid change = await Started();
        Guid file = await Taken(change, "decision", Fee);
        string text = (await File(change, file)).Content;
        (await house.Get<SaveFile>().Handle(file, 0, From(Tomorrow, text.Replace("8000", fee, StringComparison.Ordinal)), first, DemonstrationHouse.Token)).Failure.ShouldBeNull();
        return (change, await File(change, file));
    }

    async Task SaveTests(Guid change)
    {
        Guid tests = await Taken(change, "decision", Fee, isTest: true);
        string text = (await File(change, tests)).Content;
        string doubled = text.Replace("24000", "48000", StringComparison.Ordinal).Replace("\"expect\": 16000", "\"expect\": 32000", StringComparison.Ordinal).Replace("\"expect\": 8000", "\"expect\": 16000", StringComparison.Ordinal);
        (await house.Get<SaveFile>().Handle(tests, 0, doubled, first, DemonstrationHouse.Token)).Failure.ShouldBeNull();
    }

    Task<Outcome<Done>> HandIn(Guid change, DateOnly? day = null, bool given = false) => house.Get<HandIn>().Handle(change, given ? day : day ?? Tomorrow, Key, first, DemonstrationHouse.Token);

    Task<Outcome<Done>> Approve(Guid change, Actor who) => house.Get<DecideChange>().Approve(change, Key, who, DemonstrationHouse.Token);

    async Task<decimal?> FeeOn(DateOnly day)
    {
        LawOfDay law = (await house.Get<ProcedureLaw>().On("2.000635", day, DemonstrationHouse.Token)).ShouldNotBeNull();
        return law.FeeFor(new Dictionary<string, object?> { ["so_luong"] = 1m }, Channel.Online).Amount;
    }
}
