using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Migrations;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class MigrationTestsOnSqlite() : MigrationTests(StoreKind.Sqlite);

public sealed class MigrationTestsOnPostgres() : MigrationTests(StoreKind.Postgres);

/// <summary>Running instances go to another version of their process, or stay where they are with the reason.</summary>
public abstract class MigrationTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    static readonly DateOnly Later = new(2026, 2, 1);

    static string Timer(string duration) => $"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>";

    // Two steps and a reminder; then the second step is called otherwise, the first has another reminder and a third step follows.
    static readonly string First = Ends + Task("a") + Boundary("old", "a", Timer("PT4H"), interrupting: false) + Task("late") + Task("b")
        + Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "e") + Flow("i", "old", "late") + Flow("j", "late", "e");

    static readonly string Second = Ends + Task("a").Replace("name=\"a\"", "name=\"A mới\"", StringComparison.Ordinal) + Boundary("new", "a", Timer("PT6H"), interrupting: false) + Task("late") + Task("B") + Task("c")
        + Flow("f", "s", "a") + Flow("g", "a", "B") + Flow("h", "B", "c") + Flow("k", "c", "e") + Flow("i", "new", "late") + Flow("j", "late", "e");

    static readonly MigrationMapping ToSecond = new(new Dictionary<string, string> { ["b"] = "B" });

    [Fact]
    public async Task Instances_go_on_in_the_other_version_with_their_work_and_its_events()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(Second, from: Later);
        Guid atFirst = await house.Start(first), atSecond = await house.Start(first);
        await house.Complete("a");
        Guid[] both = [atFirst, atSecond];
        house.Time.Advance(TimeSpan.FromHours(1));
        DateTimeOffset now = house.Time.GetUtcNow();

        MigrationProgress done = await Migrate(house, first, second, ToSecond);
        done.Counts.ShouldBe(new Dictionary<MigrationState, int> { [MigrationState.Moved] = 2 });
        (await house.Open()).ShouldBe(["B", "a"], ignoreOrder: true);
        foreach (Guid id in both)
            (await house.Get<InstanceReader>().Find(id, ProcessHouse.Token))!.Version.ShouldBe(second);
        Guid stillAtA = (await house.Read(db => db.Set<WorkItem>().SingleAsync(item => item.NodeId == "a", ProcessHouse.Token))).InstanceId;
        (await house.Read(db => db.Set<WorkItem>().SingleAsync(item => item.NodeId == "a", ProcessHouse.Token))).Name.ShouldBe("A mới");
        // The reminder that is gone is given up, that which is new is armed.
        InstanceView view = (await house.Get<InstanceReader>().Find(stillAtA, ProcessHouse.Token))!;
        view.Waiting.Where(point => point.Kind == WaitingKind.Timer).Select(point => (point.NodeId, point.DueAt)).ShouldBe([("new", now.AddHours(6))]);
        (view.Path[^1].Type, view.Path[^1].At).ShouldBe(("process.migrated", now));

        await house.Complete("B");
        (await house.Open()).ShouldBe(["c", "a"], ignoreOrder: true);
        await house.Pass(TimeSpan.FromHours(6));
        (await house.Open()).Count(node => node == "late").ShouldBe(1);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timer_keeps_its_due_time_or_is_counted_anew_as_the_mapping_says()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(First.Replace("PT4H", "PT9H", StringComparison.Ordinal), from: Later), third = await house.Deploy(First.Replace("PT4H", "PT5H", StringComparison.Ordinal), from: Later.AddDays(1));
        Guid id = await house.Start(first);
        DateTimeOffset begun = house.Time.GetUtcNow();
        house.Time.Advance(TimeSpan.FromHours(1));
        await Migrate(house, first, second, new());
        (await DueOf(house, id, "old")).ShouldBe(begun.AddHours(4));
        await Migrate(house, second, third, new(Timers: MigrationMapping.Anew));
        (await DueOf(house, id, "old")).ShouldBe(begun.AddHours(6));
        (await house.Jobs()).Count(job => job.Kind == TimerJob.JobKind).ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_that_is_counted_again_keeps_the_time_that_is_over_also_on_the_way_back_and_where_the_case_stands_suspended()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(First.Replace("PT4H", "PT9H", StringComparison.Ordinal), from: Later), third = await house.Deploy(First.Replace("PT4H", "PT2H", StringComparison.Ordinal), from: Later.AddDays(1));
        Guid id = await house.Start(first), stands = await house.Start(first);
        DateTimeOffset begun = house.Time.GetUtcNow();
        (await house.Get<SuspendInstance>().Execute(stands, "chờ", "s", ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        // Due while it stands: it is held.
        await house.Pass(TimeSpan.FromHours(3));
        MigrationMapping restart = new(Timers: MigrationMapping.Restart);
        MigrationProgress forward = await Migrate(house, first, second, restart);
        foreach (Guid one in (Guid[])[id, stands])
            (await DueOf(house, one, "old")).ShouldBe(begun.AddHours(9));

        await Settle(house, (await house.Get<UndoMigration>().Execute(forward.Id, "nhầm", "u", ProcessHouse.Officer, ProcessHouse.Token)).Value!.RunId);
        (await DueOf(house, id, "old")).ShouldBe(begun.AddHours(4));

        // More is over than the other version gives: it is due at once.
        await Migrate(house, first, third, restart);
        (await house.Open()).Count(node => node == "late").ShouldBe(1);
        (await house.Get<ResumeInstance>().Execute(stands, "xong", "r", ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        await house.RunJobs();
        (await house.Open()).Count(node => node == "late").ShouldBe(2);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Working_time_that_is_over_counts_too_and_a_cycle_goes_on_where_it_is()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string Model(string working, string cycle) => First
            .Replace(Timer("PT4H"), $"<timerEventDefinition vl:workingDuration=\"{working}\"/>", StringComparison.Ordinal)
            + Boundary("round", "a", $"<timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition>", interrupting: false) + Task("again") + Flow("m", "round", "again") + Flow("n", "again", "e");
        await house.PublishCalendar();
        string first = await house.Deploy(Model("PT4H", "R3/PT2H")), second = await house.Deploy(Model("PT20H", "R4/PT5H"), from: Later);
        Guid id = await house.Start(first);
        DateTimeOffset begun = house.Time.GetUtcNow();
        DateTimeOffset due = (await house.Get<WorkingCalendars>().InForce(begun, ProcessHouse.Token)).AddWorkingTime(begun, TimeSpan.FromHours(20));
        await house.Pass(TimeSpan.FromHours(3));
        (await house.Open()).Count(node => node == "again").ShouldBe(1);

        await Migrate(house, first, second, new(Timers: MigrationMapping.Restart));
        (await DueOf(house, id, "old")).ShouldBe(due);
        // The second round is counted from the first, and two are left of three, though the other version has four.
        (await DueOf(house, id, "round")).ShouldBe(begun.AddHours(7));
        await house.Pass(TimeSpan.FromHours(4));
        await house.Pass(TimeSpan.FromHours(5));
        (await house.Open()).Count(node => node == "again").ShouldBe(3);
        (await house.Get<InstanceReader>().Find(id, ProcessHouse.Token))!.Waiting.ShouldNotContain(point => point.NodeId == "round");
    }

    [Fact]
    public async Task A_dry_run_says_of_every_instance_what_would_happen_and_why_not_and_changes_nothing()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(Second, from: Later);
        Guid one = await house.Start(first), two = await house.Start(first);
        await house.Complete("a");
        string before = string.Join('|', await house.Read(db => db.Set<ProcessInstance>().OrderBy(instance => instance.Id).Select(instance => instance.State).ToListAsync(ProcessHouse.Token)));

        List<MigrationTrial> trials = await house.Get<MigrationRuns>().DryRun("thu", first, second, new(), ProcessHouse.Token).ToListAsync();
        trials.Select(trial => trial.InstanceId).ShouldBe([one, two], ignoreOrder: true);
        MigrationTrial can = trials.Single(trial => trial.Places == "a"), cannot = trials.Single(trial => trial.Places == "b");
        (can.Problems.Count, string.Join(' ', can.Arms), string.Join(' ', can.Drops)).ShouldBe((0, "new", "old"));
        cannot.Problems.ShouldBe([new("migration.no-image", "b")]);
        cannot.Problems[0].TextIn(new("en")).ShouldContain("b");
        MigrationSteps steps = await house.Get<MigrationRuns>().Steps("thu", first, second);
        steps.Steps.Select(step => $"{step.Step.Id} {step.Same?.Id ?? "?"} {step.Same?.Name} {string.Join(' ', step.Choices.Select(node => node.Id))}").ShouldBe(["a a A mới B c", "late late late B c", "b ?  B c"]);
        steps.Added.Select(node => node.Id).ShouldBe(["B", "c"]);
        string.Join('|', await house.Read(db => db.Set<ProcessInstance>().OrderBy(instance => instance.Id).Select(instance => instance.State).ToListAsync(ProcessHouse.Token))).ShouldBe(before);

        MigrationProgress done = await Migrate(house, first, second, new());
        done.Counts.ShouldBe(new Dictionary<MigrationState, int> { [MigrationState.Moved] = 1, [MigrationState.Refused] = 1 }, ignoreOrder: true);
        done.Of(MigrationState.Refused).ShouldHaveSingleItem().Problems.ShouldBe([new("migration.no-image", "b")]);
        // Who could not go runs on in its own version.
        await house.Complete("b");
        (await house.EndOf(done.Of(MigrationState.Refused)[0].InstanceId)).ShouldBe("e");
    }

    [Fact]
    public async Task A_migration_is_taken_back_for_who_has_not_moved_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(Second, from: Later);
        await house.Start(first);
        await house.Start(first);
        await house.Complete("a");
        MigrationProgress done = await Migrate(house, first, second, ToSecond);
        await house.Complete("B");

        UndoMigration undo = house.Get<UndoMigration>();
        (await undo.Execute(done.Id, "", "u0", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        Outcome<MigrationStarted> back = await undo.Execute(done.Id, "bản mới sai", "u1", ProcessHouse.Officer, ProcessHouse.Token);
        (await undo.Execute(done.Id, "lần nữa", "u2", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        await Settle(house, back.Value!.RunId);

        MigrationProgress undone = (await house.Get<MigrationRuns>().Find(back.Value.RunId, ProcessHouse.Token))!;
        undone.Counts.ShouldBe(new Dictionary<MigrationState, int> { [MigrationState.Moved] = 1, [MigrationState.Gone] = 1 }, ignoreOrder: true);
        (await house.Read(db => db.Set<ProcessInstance>().Select(instance => instance.Version).ToListAsync(ProcessHouse.Token))).ShouldBe([first, second], ignoreOrder: true);
        (await house.Open()).ShouldBe(["a", "c"], ignoreOrder: true);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_is_found_again_from_both_versions_and_says_who_began_it_why_and_what_became_of_each_case()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store, services => services.AddSingleton<SubjectNames, Cases>());
        string first = await house.Deploy(First), second = await house.Deploy(Second, from: Later), third = await house.Deploy(Second.Replace("PT6H", "PT7H", StringComparison.Ordinal), from: Later.AddDays(1));
        Guid stays = await house.Start(first);
        await house.Complete("a");
        Guid goes = await house.Start(first);
        MigrationProgress done = await Migrate(house, first, second, new());
        MigrationRuns runs = house.Get<MigrationRuns>();

        MigrationHeading heading = (await runs.Of("thu", first, ProcessHouse.Token)).ShouldHaveSingleItem();
        (await runs.Of("thu", second, ProcessHouse.Token)).ShouldHaveSingleItem().Id.ShouldBe(heading.Id);
        (await runs.Of("thu", third, ProcessHouse.Token)).ShouldBeEmpty();
        heading.Counts.ShouldBe(new Dictionary<MigrationState, int> { [MigrationState.Moved] = 1, [MigrationState.Refused] = 1 }, ignoreOrder: true);
        foreach (TimelineEvent began in new[] { heading.Began!, done.Began! })
            (began.ActorId, began.PositionId, began.Reason).ShouldBe((ProcessHouse.Officer.PersonId, ProcessHouse.Officer.PositionId, "bản mới"));
        done.Of(MigrationState.Moved).ShouldHaveSingleItem().InstanceId.ShouldBe(goes);
        done.Of(MigrationState.Refused).ShouldHaveSingleItem().InstanceId.ShouldBe(stays);
        (await house.Get<InstanceCodes>().Of([stays, goes], ProcessHouse.Token)).ShouldBe(new Dictionary<Guid, string> { [stays] = $"H-{stays}", [goes] = $"H-{goes}" }, ignoreOrder: true);

        house.Time.Advance(TimeSpan.FromMinutes(1));
        Guid back = (await house.Get<UndoMigration>().Execute(done.Id, "bản mới sai", "u", ProcessHouse.Officer, ProcessHouse.Token)).Value!.RunId;
        await Settle(house, back);
        (await runs.Of("thu", second, ProcessHouse.Token)).Select(run => (run.Id, run.UndoOf)).ShouldBe([(back, done.Id), (done.Id, null)]);
        (await runs.Find(done.Id, ProcessHouse.Token))!.UndoneBy.ShouldBe(back);
        (await runs.Find(back, ProcessHouse.Token))!.Began!.Reason.ShouldBe("bản mới sai");
    }

    [Fact]
    public async Task A_branch_that_waits_at_a_gateway_goes_over_with_its_flow()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string Model(string x, string y) => Ends + "<parallelGateway id=\"split\"/><parallelGateway id=\"join\"/>" + Task("a") + Task("b") + Flow("f", "s", "split") + Flow("g", "split", "a") + Flow("h", "split", "b")
            + Flow(x, "a", "join") + Flow(y, "b", "join") + Flow("k", "join", "e");
        string first = await house.Deploy(Model("x1", "y1")), second = await house.Deploy(Model("x2", "y2"), from: Later);
        Guid id = await house.Start(first);
        await house.Complete("a");

        (await Migrate(house, first, second, new())).Of(MigrationState.Refused).ShouldHaveSingleItem().Problems.ShouldBe([new("migration.flow", "join")]);
        (await Migrate(house, first, second, new(Flows: new Dictionary<string, string> { ["x1"] = "x2" }))).Counts[MigrationState.Moved].ShouldBe(1);
        await house.Complete("b");
        (await house.EndOf(id)).ShouldBe("e");
    }

    [Fact]
    public async Task A_mapping_that_fits_no_instance_at_all_is_refused_before_anything_begins()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(Second, from: Later);
        foreach ((string source, string target, string code) in (ValueTuple<string, string, string>[])[("b", "nowhere", "unknown"), ("nobody", "B", "unknown-source"), ("b", "e", "kind"), ("b", "a", "twice"), ("old", "B", "kind")])
        {
            MigrationMapping wrong = new(new Dictionary<string, string> { [source] = target });
            (await house.Get<MigrationRuns>().Check("thu", first, second, wrong)).ShouldContain(problem => problem.Code == $"migration.{code}", $"{source} {target}");
            (await house.Get<StartMigration>().Execute("thu", first, second, wrong, "thử", Guid.NewGuid().ToString(), ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(ProcessErrors.MappingWrong);
        }

        // Both the step and what is to take it over are named.
        MigrationProblem kind = (await house.Get<MigrationRuns>().Check("thu", first, second, new(new Dictionary<string, string> { ["b"] = "e" }))).Single(problem => problem.Code == "migration.kind");
        kind.TextIn(new("vi")).ShouldBe("Bước “e” nhận thay bước “b” thuộc loại khác.");
        (await house.Get<StartMigration>().Execute("thu", first, "no such version", new(), "thử", "x", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
    }

    [Theory]
    [InlineData("[]", "mapping.not-an-object")]
    [InlineData("\"b\"", "mapping.not-an-object")]
    [InlineData("{\"steps\":{}}", "mapping.unknown-key")]
    [InlineData("{\"nodes\":[\"b\"]}", "mapping.not-pairs")]
    [InlineData("{\"Flows\":{\"b\":1}}", "mapping.not-pairs")]
    [InlineData("{\"timers\":\"now\"}", "mapping.timers")]
    [InlineData("{\"nodes\":null,\"Flows\":{\"f\":\"g\"},\"timers\":\"anew\"}", null)]
    [InlineData(" ", null)]
    public void A_mapping_that_is_json_and_yet_none_says_what_is_wrong_with_it(string json, string? code)
    {
        MigrationProblem? problem = MigrationMapping.Misshapen(json);
        problem?.Code.ShouldBe(code);
        if (code is null)
            MigrationMapping.Read(json).ShouldNotBeNull();
        else
            problem.ShouldNotBeNull().TextIn(new("en")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_done_twice_or_came_late_changes_nothing()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(First), second = await house.Deploy(Second, from: Later);
        Guid id = await house.Start(first);
        MigrationProgress done = await Migrate(house, first, second, ToSecond);
        long revision = (await house.State(id)).Revision;
        JobHandler job = house.Services.GetServices<JobHandler>().Single(handler => handler.Kind == MigrateInstanceJob.JobKind);
        (await house.Do(async work =>
        {
            await job.Handle(work, MigrateInstanceJob.Payload(done.Id, id), ProcessHouse.Token);
            return null;
        })).Succeeded.ShouldBeTrue();
        (await house.State(id)).Revision.ShouldBe(revision);
        (await house.Read(db => db.Set<RecordEvent>().CountAsync(e => e.Type == "process.migrated", ProcessHouse.Token))).ShouldBe(1);
    }

    static async Task<MigrationProgress> Migrate(ProcessHouse house, string from, string to, MigrationMapping mapping)
    {
        Outcome<MigrationStarted> started = await house.Get<StartMigration>().Execute("thu", from, to, mapping, "bản mới", Guid.NewGuid().ToString(), ProcessHouse.Officer, ProcessHouse.Token);
        started.Failure.ShouldBeNull();
        await Settle(house, started.Value!.RunId);
        return (await house.Get<MigrationRuns>().Find(started.Value.RunId, ProcessHouse.Token))!;
    }

    // A run looks every few seconds whether all have had their turn; here it looks at once.
    static async Task Settle(ProcessHouse house, Guid run)
    {
        await house.RunJobs();
        (await house.Do(async work =>
        {
            await work.Db.Set<Job>().Where(job => job.Kind == PlanMigrationJob.JobKind).ExecuteUpdateAsync(set => set.SetProperty(job => job.DueAt, work.Now), ProcessHouse.Token);
            return null;
        })).Succeeded.ShouldBeTrue();
        await house.RunJobs();
        (await house.Get<MigrationRuns>().Find(run, ProcessHouse.Token))!.FinishedAt.ShouldNotBeNull();
    }

    static async Task<DateTimeOffset?> DueOf(ProcessHouse house, Guid id, string node) => (await house.Get<InstanceReader>().Find(id, ProcessHouse.Token))!.Waiting.Single(point => point.NodeId == node).DueAt;

    // Every case has a code.
    sealed class Cases : SubjectNames
    {
        public override string SubjectKind => "case";

        public override Task<Guid?> Find(VanLangDbContext db, string code, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<Guid?>(null);

        public override Task<IReadOnlyDictionary<Guid, string>> CodesOf(VanLangDbContext db, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken) =>
            System.Threading.Tasks.Task.FromResult<IReadOnlyDictionary<Guid, string>>(subjects.ToDictionary(subject => subject, subject => $"H-{subject}"));
    }
}
