using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Starts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class TimerStartTestsOnSqlite() : TimerStartTests(StoreKind.Sqlite);

public sealed class TimerStartTestsOnPostgres() : TimerStartTests(StoreKind.Postgres);

/// <summary>Timers that come again and timers that start processes. The clock begins on Monday 23/11/2026 at 08:00.</summary>
public abstract class TimerStartTests(StoreKind store)
{
    static string Cycle(string cycle) => $"<timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition>";

    static string Reminded(string cycle) => "<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Task("t") + Task("remind") + Boundary("b", "t", Cycle(cycle), interrupting: false) +
        Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "remind") + Flow("i", "remind", "e");

    static string StartedBy(string timer, string task = "t") => $"<startEvent id=\"s\" vl:agency=\"so\">{timer}</startEvent><endEvent id=\"e\"/>" + Task(task) + Flow("f", "s", task) + Flow("g", task, "e");

    [Fact]
    public async Task A_cycle_comes_as_often_as_it_says()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Run(Reminded("R3/P1D"));
        for (int day = 1; day <= 5; day++)
            await house.Pass(TimeSpan.FromDays(1));
        (await house.Open()).ShouldBe(["t", "remind", "remind", "remind"]);
        (await house.Jobs()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cycle_without_end_ends_with_its_task()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Run(Reminded("R/P1D"));
        await house.Pass(TimeSpan.FromDays(1));
        await house.Pass(TimeSpan.FromDays(1));
        (await house.Jobs()).Count.ShouldBe(1);
        await house.Complete("t");
        (await house.Jobs()).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_house_was_down_a_cycle_comes_once_and_goes_on_at_its_own_hours()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        DateTimeOffset began = house.Time.GetUtcNow();
        await house.Run(Reminded("R/P1D"));
        await house.Pass(TimeSpan.FromDays(10.5));
        (await house.Open()).ShouldBe(["t", "remind"]);
        (await house.Jobs()).ShouldHaveSingleItem().DueAt.ShouldBe(began.AddDays(11));
        // Late by a quarter of an hour, but the next one is not.
        await house.Pass(TimeSpan.FromHours(12.25));
        (await house.Jobs()).ShouldHaveSingleItem().DueAt.ShouldBe(began.AddDays(12));
    }

    [Fact]
    public async Task A_timer_starts_a_process_again_and_again_for_the_agency_it_names()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(StartedBy(Cycle("R/2026-11-24T07:30/P1D")), "hangNgay");
        await house.Settle();
        await house.Pass(TimeSpan.FromDays(1));
        await house.Pass(TimeSpan.FromDays(1));
        (await house.Open()).ShouldBe(["t", "t"]);
        ProcessInstance instance = await house.Read(db => db.Set<ProcessInstance>().FirstAsync(ProcessHouse.Token));
        (instance.CompetentAgencyId, instance.SubjectKind, instance.SubjectId).ShouldBe((DirectoryIds.Agency("so"), ProcessInstance.Kind, instance.Id));
        // Nine days without a house are one start.
        await house.Pass(TimeSpan.FromDays(9));
        (await house.Open()).Count.ShouldBe(3);
        (await house.Jobs()).ShouldHaveSingleItem().DueAt.ShouldBe(new DateTimeOffset(2026, 12, 5, 7, 30, 0, TimeSpan.FromHours(7)).ToUniversalTime());
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_at_a_moment_comes_once_and_one_that_is_over_never()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(StartedBy("<timerEventDefinition><timeDate>2026-11-25</timeDate></timerEventDefinition>"), "motLan");
        await house.Deploy(StartedBy("<timerEventDefinition><timeDate>2026-11-20</timeDate></timerEventDefinition>"), "daQua");
        await house.Settle();
        await house.Pass(TimeSpan.FromDays(5));
        await house.Settle();
        await house.Pass(TimeSpan.FromDays(5));
        (await house.Open()).ShouldBe(["t"]);
    }

    [Fact]
    public async Task A_new_version_takes_the_timer_over_or_sets_it_anew_and_a_version_that_has_none_takes_it_away()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(StartedBy(Cycle("R/P2D")), "kyBaoCao");
        await house.Settle();
        DateTimeOffset due = (await house.Jobs()).Single().DueAt;
        house.Time.Advance(TimeSpan.FromHours(1));
        await house.Deploy(StartedBy(Cycle("R/P2D"), "other"), "kyBaoCao");
        await house.Settle();
        (await house.Jobs()).Single().DueAt.ShouldBe(due);
        await house.Pass(TimeSpan.FromDays(2));
        (await house.Open()).ShouldBe(["other"]);

        await house.Deploy(StartedBy(Cycle("R/P7D"), "other"), "kyBaoCao");
        await house.Settle();
        (await house.Jobs()).Single().DueAt.ShouldBe(house.Time.GetUtcNow().AddDays(7));
        await house.Deploy("<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Flow("f", "s", "e"), "kyBaoCao");
        await house.Settle();
        (await house.Jobs()).ShouldBeEmpty();
        (await house.Read(db => db.Set<StartTimer>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
    }

    [Fact]
    public async Task A_version_that_comes_into_force_later_is_armed_on_its_first_day_by_the_daily_round()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(StartedBy(Cycle("R/PT1H")), "sau", new DateOnly(2026, 11, 25));
        await house.Begin(SettleStartsJob.Periodic);
        await house.RunJobs();
        (await house.Read(db => db.Set<StartTimer>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
        // Midnight of the 24th, then of the 25th.
        await house.Pass(TimeSpan.FromHours(16));
        (await house.Read(db => db.Set<StartTimer>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
        await house.Pass(TimeSpan.FromHours(24));
        (await house.Read(db => db.Set<StartTimer>().SingleAsync(ProcessHouse.Token))).DueAt.ShouldBe(house.Time.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task A_process_is_started_by_a_message_that_was_kept_before_it_was_published()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Publish("1", "H1");
        await house.RunJobs();
        await house.Deploy("<startEvent id=\"s\"><messageEventDefinition messageRef=\"m-answer\"/></startEvent><endEvent id=\"e\"/>" + Task("t") + Flow("f", "s", "t") + Flow("g", "t", "e"), "batDau");
        await house.Settle();
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t"]);
    }
}
