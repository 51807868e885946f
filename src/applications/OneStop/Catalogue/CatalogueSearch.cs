using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Search;
using VanLang.OneStop.Law;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>
/// Finds procedures by what people type, with or without marks, with slips. The index of a day is kept until a version in force on it changes.
/// </summary>
sealed class CatalogueSearch(ProcedureCatalogue catalogue, ProcedureLaw law, UnitOfWork unitOfWork)
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
        // Only keys and versions are read: a catalogue of some thousand procedures must not be loaded to see that it is the same.
        List<string> versions = await unitOfWork.Read(
            (db, token) => db.Set<Definition>()
                .Where(d => (d.Kind == ProcedureCatalogue.Kind || d.Kind == DecisionLibrary.Kind) && d.ValidFrom <= day && (d.ValidTo == null || d.ValidTo > day))
                .OrderBy(d => d.Key).ThenBy(d => d.Version).Select(d => d.Version).ToListAsync(token),
            cancellationToken);
        if (latest is { } kept && kept.Day == day && kept.Versions.SequenceEqual(versions))
            return kept;
        IReadOnlyList<Procedure> all = await catalogue.All(day, cancellationToken);
        Dictionary<string, LawOfDay> laws = [];
        foreach (Procedure procedure in all)
        {
            if (await law.On(procedure.Code, day, cancellationToken) is { } found)
                laws[procedure.Code] = found;
        }

        Index made = new(day, versions, laws, [.. all.OrderBy(procedure => procedure.Name.Vi, VietnameseOrder.Text)], new(all, Texts));
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

    sealed record Index(DateOnly Day, List<string> Versions, IReadOnlyDictionary<string, LawOfDay> Laws, IReadOnlyList<Procedure> All, CatalogueIndex<Procedure> ByText);
}
