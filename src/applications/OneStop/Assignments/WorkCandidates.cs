using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Assignments;

/// <summary>Who may do a work item on a day: who holds its role in its agency, the deputies of a leader, and who stands in by delegation.</summary>
sealed class WorkCandidates(DirectoryQueries directory, DelegationQueries delegations)
{
    public async Task<IReadOnlyList<PositionRecord>> Of(WorkItem item, DateOnly day, CancellationToken cancellationToken)
    {
        if (item.AgencyId is not { } agency || item.Role == CandidateRoles.Submitter)
            return [];
        IReadOnlyList<PositionRecord> holders = await directory.Holders(agency, item.Role, day, cancellationToken);
        return item.Role == CandidateRoles.Leader ? [.. holders, .. await directory.Holders(agency, "deputy-leader", day, cancellationToken)] : holders;
    }

    /// <summary>Who stands in for the holders of a role by delegation, as people say it, for one procedure.</summary>
    /// <param name="procedure">Code of the procedure of the dossier.</param>
    public async Task<IReadOnlyList<DelegatedPower>> Substitutes(WorkItem item, string procedure, DateOnly day, CancellationToken cancellationToken) =>
        item.AgencyId is not { } agency || PermissionOf(item) is not { } permission
            ? []
            : [.. (await delegations.HeldIn(agency, item.Role, permission, day, cancellationToken)).Where(power => power.Procedures.Count == 0 || power.Procedures.Contains(procedure))];

    static string? PermissionOf(WorkItem item) => item.Role switch
    {
        CandidateRoles.OneStopClerk => OneStopPermissions.Receive,
        CandidateRoles.Officer or CandidateRoles.HeadOfUnit => OneStopPermissions.Process,
        CandidateRoles.Leader => OneStopPermissions.Sign,
        CandidateRoles.RegistryClerk => OneStopPermissions.Issue,
        _ => null,
    };
}
