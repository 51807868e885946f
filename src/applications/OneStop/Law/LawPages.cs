using System.Globalization;
using System.Text.RegularExpressions;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.Rules.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Law;

/// <summary>The tables of a procedure as people read them before they file: the rows that may hold on a day, with words, amount and legal basis.</summary>
static partial class LawPages
{
    // "60/2014/QH13": number, year and issuer of a text.
    [GeneratedRegex(@"\b\d+/(\d{4})/[\p{L}\d-]+")]
    private static partial Regex TextNumber();

    [GeneratedRegex(@"\(if (\w+) = null then \d+ else \1\)")]
    private static partial Regex OrElse();

    [GeneratedRegex(@"\b\d{4,}\b")]
    private static partial Regex LargeNumber();

    /// <summary>The limits, the general one first.</summary>
    public static IReadOnlyList<LimitLine> Limits(LawOfDay law, Procedure procedure) =>
    [
        .. Rows(law, LawOfDay.LimitName).Select(row => (row.Row, Limit: LawOfDay.LimitOf(row.Row.Values.ToDictionary(value => value.Key, value => Constant(value.Value)))))
            .Where(line => line.Limit is not null)
            .Select(line => new LimitLine(Words(line.Row), line.Limit!, CitationOn(line.Row.Citation, procedure, law.Day))),
    ];

    /// <summary>Numbers of the rows whose limit is none: a fraction of a day, an unknown unit, an in-day limit without its hour.</summary>
    public static IEnumerable<string> FaultyLimits(DecisionModel model) =>
        (model.Tables.FirstOrDefault(table => table.Decision == LawOfDay.LimitName)?.Rows ?? [])
            .Where(row => row.Values.Values.All(IsConstant) && LawOfDay.LimitOf(row.Values.ToDictionary(value => value.Key, value => Constant(value.Value))) is null)
            .Select(row => row.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Legal basis of who decides.</summary>
    public static string? CompetenceCitation(LawOfDay law, Procedure procedure) =>
        Rows(law, LawOfDay.CompetenceName).Select(row => CitationOn(row.Row.Citation, procedure, law.Day)).FirstOrDefault(citation => citation is not null);

    /// <summary>Everything that may have to be paid; empty where nothing is known.</summary>
    public static IReadOnlyList<FeeLine> Fees(LawOfDay law, Procedure procedure)
    {
        List<FeeLine> lines = [];
        foreach (DecisionTableText table in law.Model.Tables.Where(table => table.Decision is not (LawOfDay.CompetenceName or LawOfDay.LimitName)))
        {
            FeeLine[] all = [.. Rows(law, table.Decision).Select(row => Fee(law, procedure, table, row.Row))];
            // A row without an amount beside others is a case that cannot be priced (no page, no room); alone it says that none is set.
            lines.AddRange(all.Any(line => line.Amount is not null || line.Formula is not null) ? all.Where(line => line.Amount is not null || line.Formula is not null) : all);
        }

        return lines.All(line => line is { Amount: null, Formula: null, IsSetLater: false }) ? [] : lines;
    }

    /// <summary>A citation as it may be shown on a day: without texts that are known as later ones.</summary>
    public static string? CitationOn(string? citation, Procedure procedure, DateOnly day)
    {
        if (citation is null)
            return null;
        string[] parts = [.. citation.Split("; ").Where(part => !procedure.LegalBasis.Any(text => text.ValidFrom > day && part.Contains(text.Number, StringComparison.Ordinal))
            && !TextNumber().Matches(part).Any(number => int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture) > day.Year))];
        return parts.Length == 0 ? null : string.Join("; ", parts);
    }

    static FeeLine Fee(LawOfDay law, Procedure procedure, DecisionTableText table, TableRowText row)
    {
        string text = row.Values.Values.First();
        decimal? amount = Constant(text) is FeelNumber number && number.TryToDecimal(out decimal dong) ? dong : null;
        return new(
            new(table.Label.Vi, table.Label.En),
            Words(row) ?? Conditions(table, row),
            amount,
            amount is null && text != "null" ? Formula(text, law.Model.InputLabels) : null,
            text == "null" && row.Citation?.Contains("quyết định", StringComparison.Ordinal) == true,
            CitationOn(row.Citation, procedure, law.Day));
    }

    static IEnumerable<(DecisionTableText Table, TableRowText Row)> Rows(LawOfDay law, string decision) =>
        law.Model.Tables.FirstOrDefault(table => table.Decision == decision) is { } table
            ? table.RowsFor(new Dictionary<string, object?> { [LawOfDay.DayInput] = law.Day }, new DateTimeOffset(law.Day.ToDateTime(default), TimeSpan.FromHours(7))).Select(row => (table, row))
            : [];

    static bool IsConstant(string feel) => FeelExpression.Compile(feel).Expression is { Names.Count: 0 };

    static object? Constant(string feel) =>
        FeelExpression.Compile(feel).Expression is { Names.Count: 0 } expression ? expression.Evaluate(new(new Dictionary<string, object?>(), DateTimeOffset.UnixEpoch)).Value : null;

    static LocalName? Words(TableRowText row) => row.Words is { } words ? new(words.Vi, words.En) : null;

    // Without words of its own a row is told by what it tests.
    static LocalName? Conditions(DecisionTableText table, TableRowText row)
    {
        string[] parts = [.. row.Tests.Index().Where(test => test.Item is not ("-" or "") && table.Inputs[test.Index].Expression != LawOfDay.DayInput).Select(test => $"{table.Inputs[test.Index].Label}: {test.Item}")];
        return parts.Length == 0 ? null : new(string.Join("; ", parts), null);
    }

    static LocalName Formula(string feel, IReadOnlyDictionary<string, PlainLabel> inputs)
    {
        string plain = LargeNumber().Replace(OrElse().Replace(feel, "$1"), number => VietnameseFormat.Money(decimal.Parse(number.ValueSpan, CultureInfo.InvariantCulture))).Replace(" * ", " × ", StringComparison.Ordinal);
        string Named(string smaller, string larger, Func<PlainLabel, string> name) => inputs.OrderByDescending(input => input.Key.Length)
            .Aggregate(plain.Replace("min(", $"{smaller} (", StringComparison.Ordinal).Replace("max(", $"{larger} (", StringComparison.Ordinal), (text, input) => Regex.Replace(text, $@"\b{Regex.Escape(input.Key)}\b", name(input.Value).ToLower(VietnameseFormat.Culture).Replace("$", "$$", StringComparison.Ordinal)));
        return new(Named("số nhỏ hơn trong", "số lớn hơn trong", label => label.Vi), Named("the smaller of", "the larger of", label => label.En ?? label.Vi));
    }
}

/// <summary>A time limit that may hold.</summary>
/// <param name="Case">When; null where it is the only one.</param>
sealed record LimitLine(LocalName? Case, TimeLimit Limit, string? Citation);

/// <summary>A fee that may have to be paid.</summary>
/// <param name="Name">What is paid.</param>
/// <param name="Case">When; null for every case.</param>
/// <param name="Amount">Whole đồng; null where the dossier tells or nothing is known.</param>
/// <param name="Formula">How the dossier tells; null where it does not.</param>
/// <param name="IsSetLater">No amount holds, but somebody is named who sets one.</param>
sealed record FeeLine(LocalName Name, LocalName? Case, decimal? Amount, LocalName? Formula, bool IsSetLater, string? Citation);

/// <summary>Limits in words.</summary>
static class LimitWords
{
    public static string Say(this TimeLimit limit, CultureInfo? language = null) => limit.Unit switch
    {
        TimeUnit.WorkingHour => VietnameseFormat.WorkingHours(limit.Value, language),
        TimeUnit.WorkingDay => VietnameseFormat.WorkingDays(limit.Value, language),
        TimeUnit.CalendarDay => VietnameseFormat.CalendarDays((int)limit.Value, language),
        _ => VietnameseFormat.InDay(limit.CutOff!.Value, language),
    };
}
