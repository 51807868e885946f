using VanLang.Kernel.Search;

namespace VanLang.OneStop.Load;

/// <summary>A line of the table: a step, an agency or a person.</summary>
/// <param name="Key">By which it stands in an address.</param>
/// <param name="Name">Empty for nobody.</param>
/// <param name="Open">Open pieces of work now.</param>
/// <param name="Unassigned">Of these nobody's.</param>
/// <param name="Soon">Of these due within half a working day.</param>
/// <param name="Overdue">Of these past their due time.</param>
/// <param name="Done">Done in the period.</param>
/// <param name="Late">Of these done after their due time.</param>
/// <param name="Median">Working time from coming up to being done: half of them took no longer. Null where none was done.</param>
/// <param name="Ninetieth">Nine of ten took no longer (nearest rank).</param>
sealed record LoadLine(string Key, string Name, int Open, int Unassigned, int Soon, int Overdue, int Done, int Late, TimeSpan? Median, TimeSpan? Ninetieth)
{
    public int Count(LoadKind kind) => kind switch
    {
        LoadKind.Open => Open,
        LoadKind.Unassigned => Unassigned,
        LoadKind.Soon => Soon,
        LoadKind.Overdue => Overdue,
        LoadKind.Done => Done,
        _ => Late,
    };
}

/// <summary>Counts what was found. Pure.</summary>
static class LoadTable
{
    /// <summary>Keys of columns that are no counts.</summary>
    public const string ByName = "ten", ByMedian = "trung-vi", ByNinetieth = "p90";

    public static LoadLine Sum(LoadItems items) => Line("", "", items.Open, [.. Enumerable.Range(0, items.Done.Count)], items);

    public static IReadOnlyList<LoadLine> Lines(LoadItems items, LoadBy by, IReadOnlyDictionary<Guid, string> agencies)
    {
        ILookup<string, LoadItem> open = items.Open.ToLookup(item => Key(item, by));
        ILookup<string, int> done = Enumerable.Range(0, items.Done.Count).ToLookup(i => Key(items.Done[i], by));
        return [.. open.Select(group => group.Key).Union(done.Select(group => group.Key)).Select(key => Line(key, Name(key, by, items, agencies), [.. open[key]], [.. done[key]], items))];
    }

    /// <summary>Ordered by a column; what is most urgent first where none is named.</summary>
    public static IReadOnlyList<LoadLine> Sorted(IReadOnlyList<LoadLine> lines, LoadBy by, string? sort, bool descending)
    {
        VietnameseOrder names = by == LoadBy.Person ? VietnameseOrder.PersonName : VietnameseOrder.Text;
        if (sort == ByName)
            return descending ? [.. lines.OrderByDescending(line => line.Name, names)] : [.. lines.OrderBy(line => line.Name, names)];
        if (Enum.TryParse(sort, out LoadKind kind) && Enum.IsDefined(kind))
            return By(line => line.Count(kind));
        return sort switch
        {
            ByMedian => By(line => line.Median?.Ticks ?? -1),
            ByNinetieth => By(line => line.Ninetieth?.Ticks ?? -1),
            _ => [.. lines.OrderByDescending(line => line.Overdue).ThenByDescending(line => line.Open).ThenBy(line => line.Name, names)],
        };

        IReadOnlyList<LoadLine> By(Func<LoadLine, long> value) => descending
            ? [.. lines.OrderByDescending(value).ThenBy(line => line.Name, names)]
            : [.. lines.OrderBy(value).ThenBy(line => line.Name, names)];
    }

    /// <summary>The smallest value that a share of all does not exceed (nearest rank).</summary>
    /// <param name="sorted">From small to large; not empty.</param>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> sorted, int percent) => sorted[((sorted.Count * percent) + 99) / 100 - 1];

    static LoadLine Line(string key, string name, IReadOnlyList<LoadItem> open, IReadOnlyList<int> done, LoadItems items)
    {
        List<TimeSpan> taken = [.. done.Select(i => items.Taken[i]).Order()];
        return new(
            key, name, open.Count, open.Count(item => item.PersonId is null), open.Count(items.IsSoon), open.Count(items.IsOverdue), done.Count, done.Count(i => LoadItems.IsLate(items.Done[i])),
            taken.Count == 0 ? null : Percentile(taken, 50), taken.Count == 0 ? null : Percentile(taken, 90));
    }

    static string Key(LoadItem item, LoadBy by) => by switch
    {
        LoadBy.Agency => item.AgencyId.ToString("N"),
        LoadBy.Person => item.PersonId?.ToString("N") ?? LoadQuery.Nobody,
        _ => item.Step,
    };

    static string Name(string key, LoadBy by, LoadItems items, IReadOnlyDictionary<Guid, string> agencies) => by switch
    {
        LoadBy.Agency => agencies.GetValueOrDefault(Guid.ParseExact(key, "N"), ""),
        LoadBy.Person when key != LoadQuery.Nobody => items.People.GetValueOrDefault(Guid.ParseExact(key, "N"), "–"),
        LoadBy.Person => "",
        _ => key,
    };
}
