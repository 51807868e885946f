using System.Collections.Frozen;
using VanLang.Kernel.Search;

namespace VanLang.Forms.Contracts;

/// <summary>
/// The administrative units of the country by period (đơn vị hành chính): three tiers until 30/06/2025, two since. A code may mean another unit in another period, so a unit is known by code and day.
/// Immutable, in memory, some thousands of entries a period.
/// </summary>
public sealed class AdministrativeUnits
{
    private readonly IReadOnlyList<UnitPeriod> periods;

    internal AdministrativeUnits(IReadOnlyList<UnitPeriod> periods) => this.periods = periods;

    /// <summary>No unit of any day.</summary>
    public static AdministrativeUnits None { get; } = new([]);

    /// <summary>The unit that had a code on a day; null where none had.</summary>
    public AdministrativeUnit? Unit(string code, DateOnly day) => PeriodOf(day)?.Units.GetValueOrDefault(code);

    /// <summary>
    /// Units of the lowest tier on a day that have every word typed in their name or in those above: with marks or without, in capitals or not. Those with the marks as typed come first, then exact
    /// names, then those in which the words stand together.
    /// </summary>
    /// <param name="typed">As typed: <c>gia cam viet tri</c>.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<AdministrativeUnit> Find(string? typed, DateOnly day, int limit)
    {
        var words = VietnameseFolding.Tokens(typed);
        if (words.Count == 0 || PeriodOf(day) is not { } period)
            return [];
        var marked = VietnameseFolding.HasMarks(typed) ? VietnameseFolding.MarkedTokens(typed) : null;
        var phrase = string.Join(' ', words);
        return [.. (from entry in period.Lowest
                    where words.All(word => entry.Words.Contains(word))
                    let exact = entry.Name == phrase || entry.Whole == phrase || entry.Path.StartsWith(phrase + ' ', StringComparison.Ordinal) || entry.Bare.StartsWith(phrase + ' ', StringComparison.Ordinal)
                    let asMarked = marked is null || marked.All(word => entry.Marked.Contains(word))
                    orderby asMarked descending, exact descending, $" {entry.Path} ".Contains($" {phrase} ", StringComparison.Ordinal) descending, words.Count(word => entry.OwnWords.Contains(word)) descending, entry.Path
                    select entry.Unit).Take(limit)];
    }

    /// <summary>The same in the period before that of the day, for who knows a place by its old name.</summary>
    public IReadOnlyList<AdministrativeUnit> FindBefore(string? typed, DateOnly day, int limit) =>
        PeriodOf(day)?.From is { } from ? Find(typed, from.AddDays(-1), limit) : [];

    /// <summary>What became of a unit, as the next period has it; empty where it still is, or where nobody has said it. Of several each took a part.</summary>
    public IReadOnlyList<AdministrativeUnit> Became(AdministrativeUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.To is not { } end || PeriodOf(end) is not { } next)
            return [];
        return [.. unit.Successors.Select(code => next.Units.GetValueOrDefault(code)).OfType<AdministrativeUnit>()];
    }

    internal bool IsEmpty => periods.Count == 0;

    internal IEnumerable<AdministrativeUnit> All => periods.SelectMany(period => period.Units.Values);

    private UnitPeriod? PeriodOf(DateOnly day) => periods.FirstOrDefault(period => (period.From is null || period.From <= day) && (period.To is null || day < period.To));
}

/// <summary>A unit as it was in a period.</summary>
/// <param name="Code">Code of the General Statistics Office, <c>07888</c>.</param>
/// <param name="Names">Own name and those above, lowest first: "Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ".</param>
/// <param name="To">First day on which it was no more; null while it is.</param>
/// <param name="Successors">Codes of those that took it over in the next period.</param>
public sealed record AdministrativeUnit(string Code, IReadOnlyList<string> Names, DateOnly? To, IReadOnlyList<string> Successors)
{
    /// <summary>"Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ".</summary>
    public string Said => PlaceAnswer.Say(Names);
}

/// <summary>The units of a period.</summary>
internal sealed class UnitPeriod
{
    public UnitPeriod(DateOnly? from, DateOnly? to, IReadOnlyList<AdministrativeUnit> units, IReadOnlySet<string> parents)
    {
        (From, To) = (from, to);
        Units = units.ToFrozenDictionary(unit => unit.Code, StringComparer.Ordinal);
        Lowest = [.. units.Where(unit => !parents.Contains(unit.Code)).Select(unit => new UnitEntry(unit))];
    }

    public DateOnly? From { get; }

    public DateOnly? To { get; }

    public FrozenDictionary<string, AdministrativeUnit> Units { get; }

    public IReadOnlyList<UnitEntry> Lowest { get; }
}

/// <summary>A unit as it is searched.</summary>
internal sealed class UnitEntry
{
    // "Gia Cẩm" is the name, "phường" and "thị trấn" say what it is.
    private static readonly string[] Kinds = ["phuong ", "xa ", "thi tran ", "dac khu ", "huyen "];

    public UnitEntry(AdministrativeUnit unit)
    {
        Unit = unit;
        Path = VietnameseFolding.Fold(string.Join(' ', unit.Names));
        Whole = VietnameseFolding.Fold(unit.Names[0]);
        var kind = Kinds.FirstOrDefault(kind => Whole.StartsWith(kind, StringComparison.Ordinal)) ?? "";
        Name = Whole[kind.Length..];
        Bare = Path[kind.Length..];
        Words = [.. Path.Split(' ')];
        OwnWords = [.. Name.Split(' ')];
        Marked = [.. unit.Names.SelectMany(VietnameseFolding.MarkedTokens)];
    }

    public AdministrativeUnit Unit { get; }

    /// <summary>All names, folded.</summary>
    public string Path { get; }

    /// <summary>Own name with its kind.</summary>
    public string Whole { get; }

    /// <summary>Own name without its kind.</summary>
    public string Name { get; }

    /// <summary>All names, the first without its kind.</summary>
    public string Bare { get; }

    public FrozenSet<string> Words { get; }

    public FrozenSet<string> OwnWords { get; }

    public FrozenSet<string> Marked { get; }
}
