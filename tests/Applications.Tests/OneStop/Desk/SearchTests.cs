using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Desk.Filters;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Desk;

/// <summary>The list of a unit, searched, exported and kept.</summary>
public sealed class SearchTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task The_export_has_the_rows_of_the_screen_page_by_page_in_the_same_order()
    {
        Guid agency = Guid.NewGuid();
        AccessScope scope = new([agency], null);
        await SeededDossiers.Add(host, agency, "officer", DossierList.PageSize + 20);
        DossierList list = host.Get<DossierList>();
        foreach (DossierFilter filter in (DossierFilter[])[new(null, null, null, null), new(null, null, null, null) { Clock = ClockState.Overdue }, new("tran", null, null, null) { IsHere = true }])
        {
            List<string> screen = [];
            for (KeysetCursor? older = null; ;)
            {
                DossierListPage page = await list.Read(scope, filter with { Older = older }, CancellationToken.None);
                screen.AddRange(page.Rows.Select(row => row.Code));
                if ((older = page.Older) is null)
                    break;
            }

            string csv = Encoding.UTF8.GetString(await Exported(scope, filter));

            screen.ShouldNotBeEmpty();
            csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]).ShouldBe(screen);
        }
    }

    [Fact]
    public async Task The_export_has_every_row_however_many_there_are_and_begins_with_a_byte_order_mark()
    {
        const int Rows = 20_501;
        Guid agency = Guid.NewGuid();
        Guid unit = Guid.NewGuid();
        await SeededDossiers.Add(host, agency, "officer", 1, owner: "=cmd|' /C calc'!A0");
        await SeededDossiers.Multiply(host, agency, Rows - 1);
        // Some belong to the unit as well, and stand in the file once.
        await SeededDossiers.Share(host, agency, unit, every: 7);
        AccessScope scope = new([unit, agency], null);

        byte[] csv = await Exported(scope, new(null, null, null, null));

        csv[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        string[] lines = Encoding.UTF8.GetString(csv)[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1 + Rows);
        lines[1..].Select(line => line.Split(',')[0]).Distinct().Count().ShouldBe(Rows);
        lines[1..].ShouldAllBe(line => line.Split(',', StringSplitOptions.None)[1] == "'=cmd|' /C calc'!A0");
        await foreach (DossierListPage page in host.Get<DossierList>().Export(scope, new(null, null, null, null), CancellationToken.None))
            page.Rows.Count.ShouldBeLessThanOrEqualTo(500, "few rows are held at a time");
    }

    [Fact]
    public async Task A_part_of_a_code_finds_it_and_each_condition_narrows()
    {
        Guid agency = Guid.NewGuid();
        AccessScope scope = new([agency], null);
        await SeededDossiers.Add(host, agency, "officer", 30);
        DossierList list = host.Get<DossierList>();
        DossierListPage all = await list.Read(scope, new(null, null, null, null), CancellationToken.None);
        DossierRow one = all.Rows[7];

        (await Codes(new(one.Code[4..14].ToUpperInvariant(), null, null, null))).ShouldBe([one.Code]);
        (await Codes(new(null, DossierStatus.Stopped, null, null))).ShouldBeEmpty();
        (await Codes(new(null, null, null, null) { Procedure = "9.9" })).ShouldBeEmpty();
        (await Codes(new(null, null, null, null) { IsHere = false })).ShouldBeEmpty();
        (await Codes(new(null, null, null, null) { Clock = ClockState.Overdue })).ShouldBe(all.Rows.Where(row => row.DueAt < all.Time.Now).Select(row => row.Code));

        async Task<IEnumerable<string>> Codes(DossierFilter filter) => (await list.Read(scope, filter, CancellationToken.None)).Rows.Select(row => row.Code);
    }

    [Fact]
    public async Task Words_without_letter_or_digit_find_nothing_instead_of_everything()
    {
        Actor officer = await host.Official("CB049");
        await SeededDossiers.Add(host, officer.AgencyId!.Value, "officer", 1);
        foreach (string words in (string[])["%", "_", " %_ ", "–"])
        {
            (await host.Get<DossierList>().Read(new([officer.AgencyId.Value], null), new(words, null, null, null), CancellationToken.None)).Rows.ShouldBeEmpty(words);
            (await host.Get<Inbox>().Read(officer, new(null, null, null, words, null, null), CancellationToken.None)).Rows.ShouldBeEmpty(words);
        }

        (await host.Get<DossierList>().Read(new([officer.AgencyId.Value], null), new(" ", null, null, null), CancellationToken.None)).Rows.ShouldNotBeEmpty();
    }

    [Fact]
    public void Only_a_running_dossier_is_said_to_have_no_limit_yet()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DeskTime time = new(now, now.AddHours(4));
        DossierRow running = new(
            Guid.NewGuid(), "a", "b", "c", "d", DossierStatus.Submitted, Channel.Online, HasClock: false, now, null, null, null, null, "", Guid.NewGuid(), ReturnMethod.Counter, 0, null);

        running.SaidClock(time).ShouldBe(ClockState.None);
        (running with { Status = DossierStatus.Stopped, FinishedAt = now }).SaidClock(time).ShouldBeNull();
    }

    [Fact]
    public async Task A_search_is_kept_by_its_owner_alone_and_only_what_it_understands()
    {
        Actor actor = await host.Official("CB050");
        Actor other = await host.Official("CB049");
        DossierSearch search = DossierSearch.Of(new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>
        {
            ["q"] = "nguyễn văn", ["han"] = "Overdue", ["tt"] = "Nonsense", ["o"] = "day", ["evil"] = "<script>",
        }));
        KeepFilter keep = host.Get<KeepFilter>();

        (await keep.Handle(" ", search, actor, CancellationToken.None)).Failure.ShouldNotBeNull().Code.ShouldBe(DeskErrors.FilterNameMissing);
        (await keep.Handle("Trống", new(null, "Nonsense", null, null, null), actor, CancellationToken.None)).Failure.ShouldNotBeNull().Code.ShouldBe(DeskErrors.FilterNameMissing);
        (await keep.Handle("Quá hạn", search, actor, CancellationToken.None)).Succeeded.ShouldBeTrue();
        (await keep.Handle("Quá hạn", search with { Here = null }, actor, CancellationToken.None)).Succeeded.ShouldBeTrue();

        SavedFilter kept = (await host.Get<SavedFilters>().Of(actor, CancellationToken.None)).ShouldHaveSingleItem();
        kept.Query.ShouldBe("?q=nguy%E1%BB%85n%20v%C4%83n&han=Overdue");
        (await host.Get<SavedFilters>().Of(other, CancellationToken.None)).ShouldBeEmpty();
        await host.Get<DropFilter>().Handle(kept.Id, other, CancellationToken.None);
        (await host.Get<SavedFilters>().Of(actor, CancellationToken.None)).ShouldHaveSingleItem();
        await host.Get<DropFilter>().Handle(kept.Id, actor, CancellationToken.None);
        (await host.Get<SavedFilters>().Of(actor, CancellationToken.None)).ShouldBeEmpty();
    }

    async Task<byte[]> Exported(AccessScope scope, DossierFilter filter)
    {
        using MemoryStream file = new();
        await DossierCsv.Write(file, host.Get<DossierList>().Export(scope, filter, CancellationToken.None), host.Get<IStringLocalizer<DeskTexts>>(), CancellationToken.None);
        return file.ToArray();
    }
}
