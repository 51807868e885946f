using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Tracking;

namespace VanLang.OneStop.Load;

/// <summary>
/// Whose load and delay somebody sees: a head's those of the own agency and of the agencies below it, with the permission for the whole province those of all
/// agencies, also of those that have ended. Always a list, so that every reading goes along the index by agency.
/// </summary>
/// <param name="Agencies">Ids with names in the language of the page.</param>
/// <param name="OnlyProcedures">Codes to which the power is limited; null where it is not.</param>
sealed record LoadScope(IReadOnlyDictionary<Guid, string> Agencies, IReadOnlySet<string>? OnlyProcedures)
{
    /// <summary>Last days of those that have ended.</summary>
    public IReadOnlyDictionary<Guid, DateOnly> Ended { get; init; } = new Dictionary<Guid, DateOnly>();

    public static async Task<LoadScope> Of(Actor actor, DirectoryQueries directory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.Load) || actor.AgencyId is not { } own)
            return new(new Dictionary<Guid, string>(), actor.OnlyProcedures);
        DateOnly day = VietnamTime.DateOf(now);
        List<AgencyRecord> inForce = await directory.Agencies(day, null, cancellationToken);
        List<AgencyRecord> ended = actor.May(OneStopPermissions.LoadOfProvince) ? await directory.Ended(day, cancellationToken) : [];
        IEnumerable<AgencyRecord> seen = actor.May(OneStopPermissions.LoadOfProvince) ? inForce.Concat(ended) : Below(own, inForce);
        return new(seen.ToDictionary(agency => agency.Id, agency => agency.Said()), actor.OnlyProcedures)
        {
            Ended = ended.ToDictionary(agency => agency.Id, agency => agency.ValidTo!.Value.AddDays(-1)),
        };
    }

    static List<AgencyRecord> Below(Guid own, List<AgencyRecord> agencies)
    {
        ILookup<Guid?, AgencyRecord> byParent = agencies.ToLookup(agency => agency.ParentId);
        List<AgencyRecord> found = [.. agencies.Where(agency => agency.Id == own)];
        for (int i = 0; i < found.Count; i++)
            found.AddRange(byParent[found[i].Id].Where(agency => found.All(known => known.Id != agency.Id)));
        return found;
    }
}
