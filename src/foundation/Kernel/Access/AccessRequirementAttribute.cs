namespace VanLang.Kernel.Access;

/// <summary>
/// Who may open a page or call an endpoint. Written as an attribute on the page, or as metadata of the endpoint; where several stand, all must
/// hold. An endpoint without any is refused to everybody.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public abstract class AccessRequirementAttribute : Attribute
{
    public abstract bool Admits(Actor actor);
}

/// <summary>Open to everybody.</summary>
public sealed class PublicPageAttribute : AccessRequirementAttribute
{
    public override bool Admits(Actor actor) => true;
}

/// <summary>Open to who has signed in, citizen or official.</summary>
public sealed class RequiresSignInAttribute : AccessRequirementAttribute
{
    public override bool Admits(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Kind is ActorKind.Citizen or ActorKind.Official;
    }
}

/// <summary>Open to citizens who have signed in. Whose records they see is decided by <see cref="AccessScope"/>.</summary>
public sealed class RequiresCitizenAttribute : AccessRequirementAttribute
{
    public override bool Admits(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Kind == ActorKind.Citizen;
    }
}

/// <summary>Open to officials who act in a position that they hold today.</summary>
public sealed class RequiresOfficialAttribute : AccessRequirementAttribute
{
    public override bool Admits(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor is { Kind: ActorKind.Official, PositionId: not null };
    }
}

/// <summary>Open to officials whose acting position grants the permission today.</summary>
/// <param name="permission">Name as a room declares it (<see cref="Permission"/>): <c>dossier.accept</c>.</param>
public sealed class RequiresPermissionAttribute(string permission) : AccessRequirementAttribute
{
    public string Permission { get; } = permission;

    public override bool Admits(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor is { Kind: ActorKind.Official, PositionId: not null } && actor.May(Permission);
    }
}
