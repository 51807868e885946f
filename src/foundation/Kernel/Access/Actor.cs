namespace VanLang.Kernel.Access;

/// <summary>Who acts, and in which capacity. A person acts in one dated position at a time.</summary>
/// <param name="Kind">Citizen, official, nobody or the program itself.</param>
/// <param name="Name">Name for the screen; never written to logs.</param>
public sealed record Actor(ActorKind Kind, string Name)
{
    /// <summary>The account that signed in; null for nobody and for the program.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The official, where the account belongs to one.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The dated position in which the official acts.</summary>
    public Guid? PositionId { get; init; }

    /// <summary>Title of the position, for the screen and for papers.</summary>
    public string? PositionTitle { get; init; }

    /// <summary>Role code of the position: <c>one-stop-clerk</c>, <c>officer</c>, <c>leader</c>, <c>registry-clerk</c> …</summary>
    public string? Role { get; init; }

    /// <summary>Unit (room of an agency) of the position; the agency itself where the position belongs to no unit.</summary>
    public Guid? UnitId { get; init; }

    public Guid? AgencyId { get; init; }

    /// <summary>Position whose power is used, where the act is done by delegation (ủy quyền); null for an act of one's own.</summary>
    public Guid? OnBehalfOf { get; init; }

    /// <summary>Title of that position, for the screen and for papers ("TUQ. Chủ tịch").</summary>
    public string? OnBehalfOfTitle { get; init; }

    /// <summary>Codes of the procedures to which the power is limited; null where it is not.</summary>
    public IReadOnlySet<string>? OnlyProcedures { get; init; }

    /// <summary>Names of the permissions that the position grants today.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    public static Actor Nobody { get; } = new(ActorKind.Nobody, "");

    /// <summary>The program itself: jobs, imports, the sequencer.</summary>
    public static Actor System { get; } = new(ActorKind.System, "system");

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>Whether the power reaches to dossiers of this procedure.</summary>
    public bool MayHandle(string procedureCode) => OnlyProcedures is null || OnlyProcedures.Contains(procedureCode);
}

/// <summary>What kind of actor.</summary>
public enum ActorKind
{
    Nobody,
    Citizen,
    Official,
    System,
}
