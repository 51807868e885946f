using VanLang.Kernel.Definitions;
using VanLang.Kernel.Search;
using VanLang.OneStop.Law;

namespace VanLang.OneStop.Catalogue;

/// <summary>
/// Finds procedures by what people type, with or without marks, with slips. The index of a day is kept until something is published.
/// </summary>
sealed class CatalogueSearch(ProcedureCatalogue catalogue, ProcedureLaw law, DefinitionStore definitions)
{
    const int MostHits = 200;

    volatile Index? latest;

    /// <summary>The procedures that fit best, best first; all of them by name where nothing was typed.</summary>
    public async Task<IReadOnlyList<Procedure>> Find(string? query, DateOnly day, CancellationToken cancellationToken)
    {
        Index index = await Of(day, cancellationToken);
        return string.IsNullOrWhiteSpace(query) ? index.All : [.. index.ByText.Find(query, MostHits).Select(hit => hit.Item)];
    }

    /// <summary>What the law lays down of each procedure on a day, by code.</summary>
    public async Task<IReadOnlyDictionary<string, LawOfDay>> Laws(DateOnly day, CancellationToken cancellationToken) => (await Of(day, cancellationToken)).Laws;

    async Task<Index> Of(DateOnly day, CancellationToken cancellationToken)
    {
        object mark = await definitions.Mark(cancellationToken);
        if (latest is { } kept && kept.Day == day && kept.Mark == mark)
            return kept;
        IReadOnlyList<Procedure> all = await catalogue.All(day, cancellationToken);
        Dictionary<string, LawOfDay> laws = [];
        foreach (Procedure procedure in all)
        {
            if (await law.On(procedure.Code, day, cancellationToken) is { } found)
                laws[procedure.Code] = found;
        }

        Index made = new(day, mark, laws, [.. all.OrderBy(procedure => procedure.Name.Vi, VietnameseOrder.Text)], new(all, Texts));
        latest = made;
        return made;
    }

    static IEnumerable<CatalogueText> Texts(Procedure procedure) =>
    [
        new(procedure.Name.Vi, 1),
        new(procedure.Name.En ?? "", 1),
        new(procedure.Code, 1),
        .. procedure.Keywords.Select(keyword => new CatalogueText(keyword, 0.9)),
        new(procedure.FieldName.Vi, 0.6),
        new(procedure.Summary?.Vi ?? "", 0.5),
        new(procedure.Summary?.En ?? "", 0.5),
    ];

    sealed record Index(DateOnly Day, object Mark, IReadOnlyDictionary<string, LawOfDay> Laws, IReadOnlyList<Procedure> All, CatalogueIndex<Procedure> ByText);
}
