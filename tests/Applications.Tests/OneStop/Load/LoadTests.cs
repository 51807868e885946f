using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Load;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Load;

public sealed class LoadTestsOnSqlite() : LoadTests(StoreKind.Sqlite);

public sealed class LoadTestsOnPostgres() : LoadTests(StoreKind.Postgres);

/// <summary>How much work is open and how long steps took, as heads see it.</summary>
public abstract class LoadTests(StoreKind store) : IAsyncLifetime
{
    const string Receive = "Tiếp nhận, kiểm tra hồ sơ", Examine = "Lập kết quả, trình ký";

    static readonly LoadQuery Everything = new(null, null, null, null, LoadBy.Step, LoadKind.Open, null, false);

    readonly FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-20 09:00");

    DemonstrationHouse house = null!;

    Actor Leader => house.Walk.Cast["leader"];

    public async ValueTask InitializeAsync()
    {
        house = await DemonstrationHouse.Open(store, clock);
        // On a Friday two come. One is taken in after half an hour, the other on Monday; one is given to the officer, who ends it on Wednesday; one stays open.
        string early = await Submit(), late = await Submit();
        clock.Advance(TimeSpan.FromMinutes(30));
        await house.Walk.Accept(early);
        clock.SetUtcNow(DemonstrationHouse.Clock("2026-11-23 10:00").GetUtcNow());
        await house.Walk.Accept(late);
        WorkItem item = await house.Read((db, token) => db.Set<WorkItem>().OrderBy(item => item.CreatedAt).FirstAsync(item => item.NodeId == "examine", token));
        (await house.Get<ClaimWork>().Handle(new(early, (await house.Dossier(early)).Dossier.Revision, "claim"), item.Id, house.Walk.Cast["officer"], DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        clock.SetUtcNow(DemonstrationHouse.Clock("2026-11-25 08:30").GetUtcNow());
        await house.Walk.Prepare(early);
        await Submit();
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Steps_show_what_is_open_and_in_working_time_how_long_they_took()
    {
        IReadOnlyList<LoadLine> lines = await Table(Leader, Everything);

        LoadLine receive = lines.Single(line => line.Name == Receive), examine = lines.Single(line => line.Name == Examine);
        (receive.Open, receive.Unassigned, receive.Done).ShouldBe((1, 1, 2));
        // Friday 09:00 to Monday 10:00: three hours of Friday's morning, its afternoon, two and a half hours of Monday's morning; the weekend is nothing.
        (receive.Median, receive.Ninetieth).ShouldBe((TimeSpan.FromMinutes(30), TimeSpan.FromHours(3 + 3.5 + 2.5)));
        (examine.Open, examine.Done, examine.Unassigned).ShouldBe((1, 1, 1));
        lines.ShouldContain(line => line.Name == "Ký duyệt kết quả" && line.Open == 1 && line.Median == null);
        // The step that is open since Monday is past its share of the limit on Thursday.
        clock.SetUtcNow(DemonstrationHouse.Clock("2026-12-03 09:00").GetUtcNow());
        (await Table(Leader, Everything)).Sum(line => line.Overdue).ShouldBe(await house.Read((db, token) => db.Set<WorkItem>().CountAsync(item => item.DueAt < clock.GetUtcNow(), token)));
        (await Table(Leader, Everything)).Sum(line => line.Overdue).ShouldBeGreaterThan(0);
        // Nothing was done in a period before.
        (await Table(Leader, Everything with { Period = "2026-10" })).Sum(line => line.Done).ShouldBe(0);
        (await Table(Leader, Everything with { Period = "2026-11" })).Sum(line => line.Done).ShouldBe(3);
    }

    [Fact]
    public async Task Only_work_that_its_person_completed_counts_as_done()
    {
        string code = await Submit();
        await house.Walk.Accept(code);
        int before = (await Table(Leader, Everything)).Sum(line => line.Done);
        WithdrawDossier withdraw = house.Get<WithdrawDossier>();
        (await withdraw.Ask(new(code, (await house.Dossier(code)).Dossier.Revision, "ask"), "không cần nữa", house.Walk.Cast["citizen"], DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await withdraw.Settle(new(code, (await house.Dossier(code)).Dossier.Revision, "settle"), house.Walk.Cast["one-stop-clerk"], DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();

        // The officer's step went with the dossier: it is nobody's work, not the clerk's who settled the withdrawal.
        (await Table(Leader, Everything)).Sum(line => line.Done).ShouldBe(before);
        Guid dossier = (await house.Dossier(code)).Dossier.Id;
        DoneWorkItem gone = await house.Read((db, token) => db.Set<DoneWorkItem>().SingleAsync(item => item.SubjectId == dossier && item.NodeId == "examine", token));
        (gone.DoneByPersonId, gone.DoneBy.Length > 0).ShouldBe((null, true));
    }

    [Fact]
    public async Task Every_figure_opens_the_rows_that_it_counts_whatever_is_looked_at()
    {
        clock.SetUtcNow(DemonstrationHouse.Clock("2026-12-03 09:00").GetUtcNow());
        foreach (LoadBy by in Enum.GetValues<LoadBy>())
        {
            foreach (LoadLine line in await Table(Leader, Everything with { By = by }))
            {
                LoadQuery behind = by switch
                {
                    LoadBy.Agency => Everything with { Agency = Guid.ParseExact(line.Key, "N") },
                    LoadBy.Person => Everything with { Person = line.Key },
                    _ => Everything with { Step = line.Key },
                };
                foreach (LoadKind kind in Enum.GetValues<LoadKind>())
                {
                    LoadRowPage page = await Rows(Leader, behind with { Kind = kind });
                    (page.All, page.Rows.Count).ShouldBe((line.Count(kind), line.Count(kind)), $"{by} {line.Name} {kind}");
                }

                // The middle row of those that were done is the median.
                IReadOnlyList<LoadRow> done = (await Rows(Leader, behind with { Kind = LoadKind.Done, Sort = LoadRows.ByTaken })).Rows;
                line.Median.ShouldBe(done.Count == 0 ? null : done[(done.Count - 1) / 2].Taken);
            }
        }

        LoadLine officer = (await Table(Leader, Everything with { By = LoadBy.Person })).Single(line => line.Name == house.Walk.Cast["officer"].Name);
        officer.Done.ShouldBe(1);
        (await Rows(Leader, Everything with { Kind = LoadKind.Done, Person = officer.Key })).Rows.ShouldHaveSingleItem().Step.ShouldBe(Examine);
    }

    [Fact]
    public async Task A_head_sees_the_own_agency_who_oversees_the_province_all_and_others_nothing()
    {
        Actor elsewhere = Leader with { AgencyId = DirectoryIds.Agency("xa2025-07903"), UnitId = null }, above = Leader with { AgencyId = DirectoryIds.Agency("ubnd-tinh-2025"), UnitId = null };
        Actor overseer = Leader with { AgencyId = DirectoryIds.Agency("vp-ubnd-2025"), UnitId = null };
        foreach (Actor sees in (Actor[])[Leader, house.Walk.Cast["head-of-unit"], above, house.Walk.Cast["admin"], overseer with { Permissions = new HashSet<string> { OneStopPermissions.Load, OneStopPermissions.LoadOfProvince } }])
            (await Table(sees, Everything)).Sum(line => line.Open).ShouldBe(3, $"{sees.Role} {sees.AgencyId}");
        // A department of the province is not above the ward; an agency that is named in the address is not the reader's for that; a limited power sees its procedures.
        Guid ward = Leader.AgencyId!.Value;
        foreach ((Actor blind, LoadQuery query) in (ValueTuple<Actor, LoadQuery>[])[
            (elsewhere, Everything), (elsewhere, Everything with { Agency = ward }), (overseer, Everything), (house.Walk.Cast["officer"], Everything), (house.Walk.Cast["one-stop-clerk"], Everything),
            (house.Walk.Cast["citizen"], Everything), (Actor.Nobody, Everything with { Agency = ward }), (Leader with { OnlyProcedures = new HashSet<string> { "1.001193" } }, Everything)])
        {
            (await Table(blind, query)).ShouldBeEmpty($"{blind.Role} {blind.AgencyId}");
            foreach (LoadKind kind in Enum.GetValues<LoadKind>())
                (await Rows(blind, query with { Kind = kind })).All.ShouldBe(0);
        }

        (await Table(Leader with { OnlyProcedures = new HashSet<string> { "2.000635" } }, Everything)).Sum(line => line.Open).ShouldBe(3);
    }

    [Fact]
    public async Task Agencies_that_have_ended_stand_last_in_the_choice_with_their_last_day()
    {
        LoadScope scope = await Scope(house.Walk.Cast["admin"]);
        string[] names = [.. LoadChoices.Agencies(scope, house.Get<IStringLocalizer<LoadTexts>>()).Select(choice => choice.Text)];

        scope.Ended.Count.ShouldBeGreaterThan(0);
        names[^scope.Ended.Count..].ShouldAllBe(name => name.Contains(" (đến ", StringComparison.Ordinal));
        names[..^scope.Ended.Count].ShouldAllBe(name => !name.Contains(" (đến ", StringComparison.Ordinal));
        names.ShouldContain(name => name.EndsWith("(đến 30/06/2025)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_files_hold_what_the_pages_show()
    {
        LoadScope scope = await Scope(Leader);
        IStringLocalizer text = house.Get<IStringLocalizer<LoadTexts>>();
        using MemoryStream table = new(), rows = new();
        IReadOnlyList<LoadLine> lines = await Table(Leader, Everything);
        await LoadCsv.Table(table, lines, LoadBy.Step, text);
        await LoadCsv.Rows(rows, house.Get<LoadRows>().Export(scope, Everything with { Kind = LoadKind.Done }, DemonstrationHouse.Token), scope.Agencies, text, DemonstrationHouse.Token);

        string[] written = Encoding.UTF8.GetString(table.ToArray()).Split("\r\n");
        written.Length.ShouldBe(lines.Count + 2);
        written.ShouldContain($"\"{Receive}\",1,1,1,0,2,1,0.5,9");
        string[] list = Encoding.UTF8.GetString(rows.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        list.Length.ShouldBe(4);
        list.ShouldContain(row => row.Contains(Receive, StringComparison.Ordinal) && row.Contains(",09:00 20/11/2026,", StringComparison.Ordinal) && row.EndsWith(",10:00 23/11/2026,9", StringComparison.Ordinal));
    }

    async Task<string> Submit() => (await house.Walk.Submit(await house.Walk.Draft())).Code;

    Task<LoadScope> Scope(Actor actor) => LoadScope.Of(actor, house.Get<DirectoryQueries>(), clock.GetUtcNow(), DemonstrationHouse.Token);

    async Task<IReadOnlyList<LoadLine>> Table(Actor actor, LoadQuery query)
    {
        LoadScope scope = await Scope(actor);
        return LoadTable.Sorted(LoadTable.Lines(await house.Get<LoadReader>().Read(scope, query, DemonstrationHouse.Token), query.By, scope.Agencies), query.By, query.Sort, query.Descending);
    }

    async Task<LoadRowPage> Rows(Actor actor, LoadQuery query) => await house.Get<LoadRows>().Read(await Scope(actor), query, 1, DemonstrationHouse.Token);
}
