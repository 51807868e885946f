using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Load;

/// <summary>
/// The rows behind a figure. They are the very items that were counted, so a figure and its list cannot say two things; what a page shows of them beside is read by their
/// ids.
/// </summary>
sealed class LoadRows(UnitOfWork unitOfWork, LoadReader reader, WorkingCalendars calendars)
{
    public const int PageSize = 50;

    const int ExportedAtOnce = 500;

    /// <summary>Keys of columns.</summary>
    public const string BySince = "tu", ByDue = "han", ByDone = "xong", ByTaken = "lau";

    /// <param name="page">From 1 on.</param>
    public async Task<LoadRowPage> Read(LoadScope scope, LoadQuery query, int page, CancellationToken cancellationToken)
    {
        LoadItems items = await reader.Read(scope, query, cancellationToken);
        List<(LoadItem Item, TimeSpan Taken)> all = await Chosen(items, query, cancellationToken);
        int pages = Math.Max(1, (all.Count + PageSize - 1) / PageSize), shown = Math.Clamp(page, 1, pages);
        return new(await Rows(all.Skip((shown - 1) * PageSize).Take(PageSize), cancellationToken), all.Count, shown, pages, items);
    }

    /// <summary>All of them, some at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LoadRow>> Export(LoadScope scope, LoadQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LoadItems items = await reader.Read(scope, query, cancellationToken);
        foreach ((LoadItem, TimeSpan)[] some in (await Chosen(items, query, cancellationToken)).Chunk(ExportedAtOnce))
            yield return await Rows(some, cancellationToken);
    }

    async Task<List<(LoadItem Item, TimeSpan Taken)>> Chosen(LoadItems items, LoadQuery query, CancellationToken cancellationToken)
    {
        if (query.Kind is LoadKind.Done or LoadKind.Late)
            return Sorted(items.Done.Select((item, i) => (Item: item, Taken: items.Taken[i])).Where(row => query.Kind == LoadKind.Done || LoadItems.IsLate(row.Item)), query, ByDone, descending: true);
        List<LoadItem> open = [.. items.Open.Where(item => query.Kind switch
        {
            LoadKind.Unassigned => item.PersonId is null,
            LoadKind.Soon => items.IsSoon(item),
            LoadKind.Overdue => items.IsOverdue(item),
            _ => true,
        })];
        if (open.Count == 0)
            return [];
        WorkingTimeSums sums = new(await calendars.InForce(items.Now, cancellationToken), open.Min(item => item.Since), items.Now);
        return Sorted(open.Select(item => (Item: item, Taken: sums.Between(item.Since, items.Now))), query, ByDue, descending: false);
    }

    static List<(LoadItem Item, TimeSpan Taken)> Sorted(IEnumerable<(LoadItem Item, TimeSpan Taken)> rows, LoadQuery query, string usual, bool descending)
    {
        Func<(LoadItem Item, TimeSpan Taken), long> key = (query.Sort ?? usual) switch
        {
            BySince => row => row.Item.Since.UtcTicks,
            ByDone => row => row.Item.DoneAt?.UtcTicks ?? long.MaxValue,
            ByTaken => row => row.Taken.Ticks,
            _ => row => row.Item.DueAt?.UtcTicks ?? long.MaxValue,
        };
        return query.Sort is null ? descending ? Down() : Up() : query.Descending ? Down() : Up();

        List<(LoadItem Item, TimeSpan Taken)> Up() => [.. rows.OrderBy(key).ThenBy(row => row.Item.Id)];

        List<(LoadItem Item, TimeSpan Taken)> Down() => [.. rows.OrderByDescending(key).ThenBy(row => row.Item.Id)];
    }

    async Task<IReadOnlyList<LoadRow>> Rows(IEnumerable<(LoadItem Item, TimeSpan Taken)> some, CancellationToken cancellationToken)
    {
        List<(LoadItem Item, TimeSpan Taken)> rows = [.. some];
        Guid[] open = [.. rows.Where(row => row.Item.DoneAt is null).Select(row => row.Item.Id)], done = [.. rows.Where(row => row.Item.DoneAt is not null).Select(row => row.Item.Id)];
        Dictionary<Guid, Words> words = await unitOfWork.Read(
            async (db, token) =>
            {
                List<Words> found = open.Length == 0 ? [] : await OfOpen(db, open).ToListAsync(token);
                if (done.Length > 0)
                    found.AddRange(await OfDone(db, done).ToListAsync(token));
                return found.ToDictionary(word => word.Id);
            },
            cancellationToken);
        // What was done between the two readings is no longer open.
        return [.. rows.Where(row => words.ContainsKey(row.Item.Id)).Select(row => new LoadRow(
            row.Item.Id, words[row.Item.Id].Code, words[row.Item.Id].ProcedureCode, words[row.Item.Id].Procedure, row.Item.Step, row.Item.AgencyId, words[row.Item.Id].Person, row.Item.Since, row.Item.DueAt, row.Item.DoneAt, row.Taken))];
    }

    static IQueryable<Words> OfOpen(VanLangDbContext db, Guid[] ids) =>
        from item in db.Set<WorkItem>()
        where ids.Contains(item.Id)
        join dossier in db.Set<Dossier>() on item.SubjectId equals dossier.Id
        select new Words { Id = item.Id, Code = dossier.Code, ProcedureCode = dossier.ProcedureCode, Procedure = dossier.ProcedureName, Person = item.AssigneeName };

    static IQueryable<Words> OfDone(VanLangDbContext db, Guid[] ids) =>
        from item in db.Set<DoneWorkItem>()
        where ids.Contains(item.Id)
        join dossier in db.Set<Dossier>() on item.SubjectId equals dossier.Id
        select new Words { Id = item.Id, Code = dossier.Code, ProcedureCode = dossier.ProcedureCode, Procedure = dossier.ProcedureName, Person = item.DoneBy };

    sealed class Words
    {
        public required Guid Id { get; init; }

        public required string Code { get; init; }

        public required string ProcedureCode { get; init; }

        public required string Procedure { get; init; }

        public required string? Person { get; init; }
    }
}

/// <summary>A piece of work behind a figure.</summary>
/// <param name="Code">Of its dossier.</param>
/// <param name="Person">Who has it, or who did it; null for nobody.</param>
/// <param name="Taken">Working time from coming up until it was done, or until now.</param>
sealed record LoadRow(Guid Id, string Code, string ProcedureCode, string Procedure, string Step, Guid AgencyId, string? Person, DateTimeOffset Since, DateTimeOffset? DueAt, DateTimeOffset? DoneAt, TimeSpan Taken);

/// <summary>A page of them.</summary>
/// <param name="All">How many there are: the figure.</param>
sealed record LoadRowPage(IReadOnlyList<LoadRow> Rows, int All, int Page, int Pages, LoadItems Items);
