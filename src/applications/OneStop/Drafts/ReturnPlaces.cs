using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Search;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Tracking;

namespace VanLang.OneStop.Drafts;

/// <summary>One-stop centres at which somebody helps to file and results are fetched, as of a day.</summary>
sealed class ReturnPlaces(DirectoryQueries directory, TimeProvider time)
{
    const string ClerkRole = "one-stop-clerk";

    /// <summary>As people call it: unit and agency.</summary>
    public async Task<string> Of(Guid agencyId, CancellationToken cancellationToken)
    {
        if (await directory.AgencyOfAnyDay(agencyId, cancellationToken) is not { } agency)
            return "";
        List<UnitRecord> units = await directory.Units(agencyId, Today, cancellationToken);
        return units.FirstOrDefault(unit => unit.Kind == "one-stop") is { } counter ? $"{counter.Said()}, {agency.Said()}" : agency.Said();
    }

    /// <summary>Centres of today that serve everybody, by words of their name with or without marks.</summary>
    public async Task<List<AgencyRecord>> Find(string? words, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> tokens = VietnameseFolding.Tokens(words);
        return
        [
            .. (await Centres(Today, cancellationToken))
                .Where(agency => tokens.All(token => $" {VietnameseFolding.Fold($"{agency.Name} {agency.NameEn}")}".Contains($" {token}", StringComparison.Ordinal)))
                .OrderBy(agency => agency.Name, VietnameseOrder.Text),
        ];
    }

    /// <summary>Whether the agency has a centre that serves everybody on that day.</summary>
    public async Task<bool> Serves(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        (await Centres(day, cancellationToken)).Any(agency => agency.Id == agencyId);

    DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());

    async Task<IEnumerable<AgencyRecord>> Centres(DateOnly day, CancellationToken cancellationToken) =>
        (await directory.AgenciesWith(ClerkRole, Enum.GetValues<AgencyLevel>(), day, cancellationToken)).Where(ReceivingAgencies.IsGeneral);
}
