using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Jobs;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>A step is written by EF on SQLite and by hand-written statements on PostgreSQL.</summary>
public sealed class SameStepsTests
{
    [Fact]
    public async Task A_journey_leaves_the_same_processes_work_and_timers_on_both_databases()
    {
        (List<string> rows, string open) sqlite = await Journey(StoreKind.Sqlite);
        (List<string> rows, string open) postgres = await Journey(StoreKind.Postgres);

        sqlite.rows.Count.ShouldBeGreaterThan(5);
        postgres.rows.ShouldBe(sqlite.rows);
        sqlite.open.ShouldContain("work");
        postgres.open.ShouldBe(sqlite.open);
    }

    static async Task<(List<string> Ended, string Open)> Journey(StoreKind store)
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-23 08:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store, clock);
        await house.WholeJourney();
        List<string> ended = await Rows(house);
        // A second one stays open in the middle: with work, and with what the clerk sent back.
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        clock.Advance(TimeSpan.FromMinutes(90));
        await house.Walk.Step(house.Walk.Cast["one-stop-clerk"], code, (step, actor) =>
            house.Get<RequestSupplement>().Handle(step, ["Bản sao giấy khai sinh"], "Còn thiếu", actor, DemonstrationHouse.Token));
        return (ended, string.Join('\n', await Rows(house)));
    }

    // Everything but ids.
    static async Task<List<string>> Rows(DemonstrationHouse house) =>
    [
        .. await house.Read((db, token) => db.Set<ProcessInstance>().Select(i => $"running {i.DefinitionKey} {i.Version} {i.SubjectKind} {i.Revision} {i.StartedAt:O} {i.State}").ToListAsync(token)),
        .. await house.Read((db, token) => db.Set<EndedProcess>().Select(i => $"ended {i.DefinitionKey} {i.Version} {i.SubjectKind} {i.Revision} {i.EndNodeId} {i.StartedAt:O} {i.EndedAt:O} {i.State}").ToListAsync(token)),
        .. await house.Read((db, token) => db.Set<WorkItem>().OrderBy(w => w.TaskId).Select(w => $"work {w.TaskId} {w.NodeId} {w.Name} {w.Role} {w.AgencyId} {w.Action} {w.Outcomes} {w.CreatedAt:O} {w.DueAt:O} {w.AssigneeId}").ToListAsync(token)),
        .. (await house.Read((db, token) => db.Set<DoneWorkItem>()
            .Select(d => $"done {d.NodeId} {d.Name} {d.Role} {d.AgencyId} {d.Outcome} {d.CreatedAt:O} {d.DueAt:O} {d.DoneAt:O} {d.DoneByPersonId} {d.DoneBy}").ToListAsync(token))).Order(StringComparer.Ordinal),
        .. (await house.Read((db, token) => db.Set<Job>().Where(j => j.Kind == TimerJob.JobKind)
            .Select(j => $"timer {j.DueAt:O} {j.Attempt} {j.LeaseOwner} {j.FailedAt}").ToListAsync(token))).Order(StringComparer.Ordinal),
    ];
}
