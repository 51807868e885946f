using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Agencies;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Directory.Contracts;

/// <summary>Who took over from whom, followed through every change up to a day: for messages to a closed code and for work left behind.</summary>
public sealed class AgencySuccessions(UnitOfWork work)
{
    /// <summary>
    /// Who answers on <paramref name="day"/> for the agency: itself while it is in force, else all that took over, through every change in between.
    /// Several where it was divided (see <see cref="AgencyDetails.SplitRule"/>); none where the data name no successor.
    /// </summary>
    public Task<List<AgencyRecord>> AsOf(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Following(db, [agencyId], day, token), cancellationToken);

    /// <summary>Agencies that ended on or before the day and for which this one alone answers on it: their open work is its own.</summary>
    public Task<List<AgencyRecord>> WholePredecessors(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read(
            async (db, token) =>
            {
                List<AgencySuccession> all = await db.Set<AgencySuccession>().AsNoTracking().ToListAsync(token);
                ILookup<Guid, Guid> successors = all.ToLookup(succession => succession.PredecessorId, succession => succession.SuccessorId);
                ILookup<Guid, Guid> predecessors = all.ToLookup(succession => succession.SuccessorId, succession => succession.PredecessorId);
                HashSet<Guid> found = [];
                Stack<Guid> open = new([agencyId]);
                while (open.TryPop(out Guid id))
                {
                    foreach (Guid before in predecessors[id].Where(before => successors[before].Count() == 1 && found.Add(before)))
                        open.Push(before);
                }

                return await DirectoryQueries.Records(db.Set<Agency>().Where(agency => found.Contains(agency.Id) && agency.ValidTo <= day).OrderBy(agency => agency.Name)).ToListAsync(token);
            },
            cancellationToken);

    /// <summary>Reads a code in either form as of the day of a message, and says who receives it today.</summary>
    /// <param name="code">See <see cref="AgencyCode"/>.</param>
    /// <param name="messageDay">Day on which the code was used.</param>
    /// <param name="today">Day on which the message has to be delivered.</param>
    /// <returns>Null where the text is no code or never was one of this directory.</returns>
    public Task<CodeRoute?> Route(string code, DateOnly messageDay, DateOnly today, CancellationToken cancellationToken) =>
        work.Read(
            async (db, token) =>
            {
                if (AgencyCode.Normalise(code) is not { } normal)
                    return null;
                List<AgencyRecord> holders = await DirectoryQueries.Records(db.Set<Agency>().Where(agency => agency.Code == normal).OrderBy(agency => agency.ValidFrom)).ToListAsync(token);
                // A message may still use a code after it was closed: then its last holder is meant.
                AgencyRecord? holder = holders.LastOrDefault(agency => agency.ValidFrom <= messageDay);
                return holder is null ? null : new CodeRoute(
                    normal, holder, IsClosed: holder.ValidTo <= messageDay, await Following(db, [holder.Id], today, token));
            },
            cancellationToken);

    static async Task<List<AgencyRecord>> Following(VanLangDbContext db, List<Guid> start, DateOnly day, CancellationToken cancellationToken)
    {
        List<AgencyRecord> found = [];
        HashSet<Guid> seen = [.. start];
        List<Guid> open = start;
        while (open.Count > 0)
        {
            List<AgencyRecord> inForce = await DirectoryQueries.Records(DirectoryQueries.InForce(db, day).Where(agency => open.Contains(agency.Id))).ToListAsync(cancellationToken);
            found.AddRange(inForce);
            List<Guid> ended = [.. open.Except(inForce.Select(agency => agency.Id))];
            List<Guid> next = await db.Set<AgencySuccession>().Where(succession => ended.Contains(succession.PredecessorId)).Select(succession => succession.SuccessorId).Distinct().ToListAsync(cancellationToken);
            open = [.. next.Where(seen.Add)];
        }

        return [.. found.OrderBy(agency => agency.Name, StringComparer.Ordinal)];
    }
}

/// <summary>What a code means and where a message to it goes.</summary>
/// <param name="Code">The code in the form of 2020.</param>
/// <param name="Holder">Whose code it was on the day of the message; the last holder where it was closed by then.</param>
/// <param name="IsClosed">It was closed already on the day of the message.</param>
/// <param name="Receivers">Who receives it today; several where the holder was divided, none where nobody took over.</param>
public sealed record CodeRoute(string Code, AgencyRecord Holder, bool IsClosed, IReadOnlyList<AgencyRecord> Receivers);
