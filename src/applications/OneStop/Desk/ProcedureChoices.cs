using System.Globalization;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Law;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>Procedures to choose at the counter, by code, name or what people call them, in the reader's language.</summary>
sealed class ProcedureChoices(CatalogueSearch search, TimeProvider time)
{
    /// <summary>Code and name alone, of all of them: for a filter.</summary>
    public async Task<IReadOnlyList<OptionView>> Names(CancellationToken cancellationToken)
    {
        CultureInfo culture = CultureInfo.CurrentUICulture;
        return [.. (await search.Find(null, Today, cancellationToken)).Select(procedure => new OptionView(procedure.Code, $"{procedure.Code} – {procedure.Name.Text.In(culture)}"))];
    }

    /// <param name="words">As typed; null lists all.</param>
    public async Task<IReadOnlyList<ProcedureChoice>> Find(string? words, CancellationToken cancellationToken)
    {
        DateOnly day = Today;
        IReadOnlyDictionary<string, LawOfDay> laws = await search.Laws(day, cancellationToken);
        CultureInfo culture = CultureInfo.CurrentUICulture;
        return
        [
            .. (await search.Find(words, day, cancellationToken)).Select(procedure => new ProcedureChoice(
                procedure.Code, procedure.Name.Text.In(culture), procedure.FieldName.Text.In(culture), laws.GetValueOrDefault(procedure.Code) is { } law && LawPages.Limits(law, procedure) is [var limit, ..] ? limit.Limit.Say(culture) : "", procedure.CanBeFiled)),
        ];
    }

    DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());
}

/// <summary>A procedure to choose, in the reader's language.</summary>
sealed record ProcedureChoice(string Code, string Name, string Field, string Limit, bool CanBeFiled);
