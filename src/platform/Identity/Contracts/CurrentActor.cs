using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;

namespace VanLang.Identity.Contracts;

/// <summary>
/// Who makes this request, as of today. One per request (scoped); known once <see cref="IdentityPipeline.UseIdentity"/> has run. Before that, and
/// for requests without a session, it is nobody.
/// </summary>
public sealed class CurrentActor
{
    /// <summary>Pass it to operations, and <see cref="AccessScope.Of"/> it to queries.</summary>
    public Actor Actor { get; internal set; } = Actor.Nobody;

    /// <summary>The local day as of which positions and permissions were looked up.</summary>
    public DateOnly Day { get; internal set; }

    /// <summary>Positions in which the official may act today; several mean that one is chosen at <c>/can-bo/vai-tro</c>.</summary>
    public IReadOnlyList<PositionRecord> Positions { get; internal set; } = [];

    /// <summary>Powers that others have delegated to the official today; one may be chosen instead of a position.</summary>
    public IReadOnlyList<DelegatedPower> Powers { get; internal set; } = [];

    /// <summary>The session; null for nobody.</summary>
    internal Guid? SessionId { get; set; }

    /// <summary>When its owner last proved to be the one in this session.</summary>
    internal DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The account needs a second factor and this session has proved none: only the page that sets one up opens.</summary>
    internal bool LacksFactor { get; set; }
}
