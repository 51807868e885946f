using VanLang.Directory.Contracts;
using VanLang.Kernel.Search;

namespace VanLang.Directory.Agencies;

/// <summary>
/// Finds agencies of a day by name, place or code, with or without marks. A province has some hundreds of agencies: they are read and folded for each
/// search, which is exact on any day and needs no index.
/// </summary>
sealed class AgencySearch(DirectoryQueries directory)
{
    public const int PageSize = 50;

    /// <param name="words">As typed; nothing finds all.</param>
    /// <param name="level">Only this tier; null for all.</param>
    /// <param name="after">Key of the last agency of the page before; null for the first page.</param>
    public async Task<AgencyPageOfRows> Find(string? words, AgencyLevel? level, DateOnly day, string? after, CancellationToken cancellationToken)
    {
        List<AgencyRecord> all = await directory.Agencies(day, level, cancellationToken);
        string? code = AgencyCode.Normalise(words);
        IReadOnlyList<string> tokens = VietnameseFolding.Tokens(words);
        List<AgencyRecord> found =
        [
            .. all.Where(agency => agency.Code is not null && agency.Code == code || Fits(agency, tokens))
                .OrderBy(agency => agency.Level).ThenBy(agency => agency.Kind.EndsWith("committee", StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(agency => agency.Name, VietnameseOrder.Text).ThenBy(agency => agency.Key, StringComparer.Ordinal),
        ];
        int start = found.FindIndex(agency => agency.Key == after) + 1;
        bool more = found.Count > start + PageSize;
        return new(
            found.GetRange(start, Math.Min(PageSize, found.Count - start)), found.Count,
            Earlier: start == 0 ? null : start <= PageSize ? "" : found[start - PageSize - 1].Key,
            Later: more ? found[start + PageSize - 1].Key : null);
    }

    static bool Fits(AgencyRecord agency, IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0)
            return true;
        string text = $" {VietnameseFolding.Fold($"{agency.Name} {agency.NameEn} {agency.Abbreviation} {agency.Code} {agency.GsoCode}")}";
        return tokens.All(token => text.Contains($" {token}", StringComparison.Ordinal));
    }
}

/// <summary>One page of found agencies.</summary>
/// <param name="All">How many were found.</param>
/// <param name="Earlier">Key after which the page before begins; empty for the first page, null where this is it.</param>
/// <param name="Later">Key after which the next page begins; null at the end.</param>
sealed record AgencyPageOfRows(IReadOnlyList<AgencyRecord> Rows, int All, string? Earlier, string? Later);
