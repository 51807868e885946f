using VanLang.Identity.Accounts;

namespace VanLang.Identity.Sessions;

/// <summary>The session of a request, read once per request.</summary>
sealed record SignedInSession(
    Guid Id, Guid AccountId, AccountKind Kind, string FullName, Guid? PersonId, Guid? PositionId, bool IsDemonstration, bool SecondFactor, DateTimeOffset? ConfirmedAt)
{
    /// <summary>The account needs a second factor and none was proved.</summary>
    public bool LacksFactor => Kind == AccountKind.Official && !IsDemonstration && !SecondFactor;
}

/// <summary>Set on the request by <see cref="SessionTickets"/>.</summary>
sealed class SessionFeature
{
    /// <summary>The live session; null for nobody.</summary>
    public SignedInSession? Session { get; set; }

    /// <summary>Whose session it was that the browser still names though it has ended.</summary>
    public Guid? EndedAccountId { get; set; }
}
