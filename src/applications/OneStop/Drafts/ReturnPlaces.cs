using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Tracking;

namespace VanLang.OneStop.Drafts;

/// <summary>Counters at which results are fetched, as people call them: unit and agency.</summary>
sealed class ReturnPlaces(DirectoryQueries directory, TimeProvider time)
{
    public async Task<string> Of(Guid agencyId, CancellationToken cancellationToken)
    {
        if (await directory.AgencyOfAnyDay(agencyId, cancellationToken) is not { } agency)
            return "";
        List<UnitRecord> units = await directory.Units(agencyId, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken);
        return units.FirstOrDefault(unit => unit.Kind == "one-stop") is { } counter ? $"{counter.Said()}, {agency.Said()}" : agency.Said();
    }
}
