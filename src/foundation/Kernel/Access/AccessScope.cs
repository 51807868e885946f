namespace VanLang.Kernel.Access;

/// <summary>
/// Which records an actor may see. It is an argument of every list, search, count, export, file and by-id query: records that a unit of the
/// actor holds or held, and those of the actor's own account.
/// </summary>
/// <param name="Units">Units and agencies whose records are visible.</param>
/// <param name="AccountId">The account whose own records are visible.</param>
public sealed record AccessScope(IReadOnlyList<Guid> Units, Guid? AccountId)
{
    /// <summary>Sees nothing.</summary>
    public static AccessScope Nothing { get; } = new([], null);

    /// <summary>What this actor sees: an official the records of the unit and agency of the acting position, a citizen the own ones.</summary>
    public static AccessScope Of(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Kind switch
        {
            ActorKind.Official => new([.. new[] { actor.UnitId, actor.AgencyId }.OfType<Guid>().Distinct()], null),
            ActorKind.Citizen => new([], actor.AccountId),
            _ => Nothing,
        };
    }
}
