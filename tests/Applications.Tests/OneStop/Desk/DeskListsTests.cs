using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Desk;

public sealed class DeskListsTestsOnSqlite(SqliteDeskHost host) : DeskListsTests(host), IClassFixture<SqliteDeskHost>
{
    [Fact]
    public async Task The_inbox_starts_at_the_work_of_one_desk_and_never_scans_dossiers()
    {
        Actor actor = Somebody("officer");
        DeskTime time = new(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(4));
        foreach (InboxFilter filter in (InboxFilter[])[Everything, Everything with { Text = "an", Clock = ClockState.Soon, After = new(DateTimeOffset.UtcNow, Guid.NewGuid()) }])
        {
            string plan = await Host.Read(db => QueryPlan.Of(db, Inbox.Cut(Inbox.Entries(db, actor), filter, time).Take(41)));
            plan.ShouldContain("ix_work_items_agency_id_role_created_at_id (agency_id=?");
            plan.ShouldContain("SEARCH d USING INDEX sqlite_autoindex_dossiers_1 (id=?)");
            plan.ShouldNotContain("SCAN");
        }
    }

    [Fact]
    public async Task The_list_of_a_unit_runs_along_its_index_without_sorting()
    {
        DossierFilter first = new(null, null, null, null);
        foreach ((string index, DossierFilter filter) in ((string, DossierFilter)[])[
            ("list", first), ("list", first with { Procedure = "2.000635", IsHere = true, Text = "0000012 an" }), ("list", first with { Status = DossierStatus.Processed }),
            ("list", first with { Older = new(DateTimeOffset.UtcNow, Guid.NewGuid()) }), ("list", first with { Newer = new(DateTimeOffset.UtcNow, Guid.NewGuid()) }),
            ("running", first with { Clock = ClockState.Overdue }), ("running", first with { Clock = ClockState.Soon, Older = new(DateTimeOffset.UtcNow, Guid.NewGuid()) }), ("running", first with { Status = DossierStatus.SupplementRequested })])
        {
            string plan = await Host.Read(db => QueryPlan.Of(db, DossierList.OfUnit(db, Guid.NewGuid(), filter, new(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(4))).Take(51)));
            plan.ShouldContain($"ix_dossier_holders_{index} (agency_id=?");
            plan.ShouldNotContain("SCAN");
            plan.ShouldNotContain("TEMP B-TREE");
        }
    }

    [Fact]
    public async Task The_agency_wide_inbox_and_the_withdrawals_run_along_indexes()
    {
        Actor head = await Host.Official("CB043");
        DeskTime time = new(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(4));
        InboxFilter filter = new(null, null, null, null, null, null);
        foreach (WorkShare share in Enum.GetValues<WorkShare>())
        {
            string plan = await Host.Read(db => QueryPlan.Of(db, Inbox.Cut(Inbox.Entries(db, head, share), filter, time).Take(41)));
            plan.ShouldContain("ix_work_items_agency_id_role_created_at_id (agency_id=?");
            plan.ShouldNotContain("SCAN");
        }

        string withdrawals = await Host.Read(db => QueryPlan.Of(db, Inbox.OfWithdrawals(db, head.AgencyId)));
        withdrawals.ShouldContain("ix_dossiers_withdrawals");
    }
}

public sealed class DeskListsTestsOnPostgres(PostgresDeskHost host) : DeskListsTests(host), IClassFixture<PostgresDeskHost>;

public abstract class DeskListsTests(DeskHost host)
{
    private protected DeskHost Host => host;

    private protected static readonly InboxFilter Everything = new(null, null, null, null, null, null);

    [Fact]
    public async Task Paging_the_inbox_shows_every_row_once_forward_and_the_same_pages_back()
    {
        Actor actor = Somebody("officer");
        await SeededDossiers.Add(host, actor.AgencyId!.Value, "officer", (2 * Inbox.PageSize) + 5);
        Inbox inbox = host.Get<Inbox>();

        InboxPageOfRows first = await inbox.Read(actor, Everything, CancellationToken.None);
        InboxPageOfRows second = await inbox.Read(actor, Everything with { After = first.Later }, CancellationToken.None);
        InboxPageOfRows third = await inbox.Read(actor, Everything with { After = second.Later }, CancellationToken.None);
        InboxPageOfRows back = await inbox.Read(actor, Everything with { Before = third.Earlier }, CancellationToken.None);

        first.Earlier.ShouldBeNull();
        third.Later.ShouldBeNull();
        InboxRow[] all = [.. first.Rows, .. second.Rows, .. third.Rows];
        all.Select(row => row.Code).Distinct().Count().ShouldBe((2 * Inbox.PageSize) + 5);
        all.Select(row => row.DueAt ?? DateTimeOffset.MaxValue).ShouldBeInOrder();
        back.Rows.Select(row => row.Code).ShouldBe(second.Rows.Select(row => row.Code));
        first.Sum.All.ShouldBe(all.Length);
        first.Sum.Overdue.ShouldBe(all.Count(row => row.DueAt < first.Desk.Now));
    }

    [Fact]
    public async Task Paging_the_list_shows_every_row_once_also_where_instants_are_equal()
    {
        Actor actor = Somebody("officer");
        await SeededDossiers.Add(host, actor.AgencyId!.Value, "officer", (2 * DossierList.PageSize) + 1);
        DossierList list = host.Get<DossierList>();
        AccessScope scope = AccessScope.Of(actor);

        DossierListPage first = await list.Read(scope, new(null, null, null, null), CancellationToken.None);
        DossierListPage second = await list.Read(scope, new(null, null, first.Older, null), CancellationToken.None);
        DossierListPage third = await list.Read(scope, new(null, null, second.Older, null), CancellationToken.None);
        DossierListPage back = await list.Read(scope, new(null, null, null, third.Newer), CancellationToken.None);

        first.Newer.ShouldBeNull();
        third.Rows.Count.ShouldBe(1);
        third.Older.ShouldBeNull();
        first.Rows.Concat(second.Rows).Concat(third.Rows).Select(row => row.Id).Distinct().Count().ShouldBe((2 * DossierList.PageSize) + 1);
        back.Rows.Select(row => row.Id).ShouldBe(second.Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task Names_are_found_without_marks()
    {
        Actor actor = Somebody("officer");
        await SeededDossiers.Add(host, actor.AgencyId!.Value, "officer", 2);
        await SeededDossiers.Add(host, actor.AgencyId!.Value, "officer", 1, "Nguyễn Thị Hồng Vân");

        InboxPageOfRows found = await host.Get<Inbox>().Read(actor, Everything with { Text = "hong van" }, CancellationToken.None);

        found.Rows.Single().OwnerName.ShouldBe("Nguyễn Thị Hồng Vân");
    }

    [Fact]
    public async Task The_list_finds_every_word_also_in_rows_that_an_earlier_build_wrote()
    {
        Actor actor = Somebody("officer");
        Guid agency = actor.AgencyId!.Value;
        await SeededDossiers.Add(host, agency, "officer", 2, "Nguyễn Thị Hồng Vân");
        await SeededDossiers.Add(host, agency, "officer", 1, "Nguyễn Thị Hồng Liên");
        Guid[] ids = await host.Read(db => db.Set<DossierHolder>().Where(holder => holder.AgencyId == agency).Select(holder => holder.DossierId).ToArrayAsync());
        await host.Read(db => db.Set<DossierHolder>().Where(holder => holder.DossierId == ids.Min()).ExecuteUpdateAsync(row => row.SetProperty(holder => holder.SearchText, (string?)null)));

        async Task<int> Found(string words) => (await host.Get<DossierList>().Read(AccessScope.Of(actor), new(words, null, null, null), CancellationToken.None)).Rows.Count;

        (await Found("hong thi"), await Found("van"), await Found("lien hong"), await Found("khong co")).ShouldBe((3, 2, 1, 0));
    }

    [Fact]
    public async Task Another_agency_sees_nothing_of_it()
    {
        Actor actor = Somebody("officer");
        Actor other = Somebody("officer");
        await SeededDossiers.Add(host, actor.AgencyId!.Value, "officer", 1);
        InboxRow row = (await host.Get<Inbox>().Read(actor, Everything, CancellationToken.None)).Rows.Single();

        (await host.Get<Inbox>().Read(other, Everything, CancellationToken.None)).Rows.ShouldBeEmpty();
        (await host.Get<DossierList>().Read(AccessScope.Of(other), new(null, null, null, null), CancellationToken.None)).Rows.ShouldBeEmpty();
        (await host.Get<DossierList>().IsCode(AccessScope.Of(other), row.Code, CancellationToken.None)).ShouldBeFalse();
        (await host.Get<DossierQueries>().Find(row.Code, AccessScope.Of(other), CancellationToken.None)).ShouldBeNull();
        (await host.Get<CaseReader>().Read(row.Code, null, other, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_deputy_sees_what_waits_for_the_head_and_a_clerk_does_not()
    {
        Actor deputy = Somebody("deputy-leader");
        await SeededDossiers.Add(host, deputy.AgencyId!.Value, "leader", 1);

        (await host.Get<Inbox>().Read(deputy, Everything, CancellationToken.None)).Rows.Count.ShouldBe(1);
        (await host.Get<Inbox>().Read(deputy with { Role = "one-stop-clerk" }, Everything, CancellationToken.None)).Rows.ShouldBeEmpty();
    }

    protected static Actor Somebody(string role) => new(ActorKind.Official, "Người thử")
    {
        AccountId = Guid.NewGuid(),
        PersonId = Guid.NewGuid(),
        PositionId = Guid.NewGuid(),
        Role = role,
        UnitId = Guid.NewGuid(),
        AgencyId = Guid.NewGuid(),
    };
}
