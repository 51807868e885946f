using VanLang.Kernel.Errors;

namespace VanLang.Access.Delegations;

/// <summary>What giving or ending a delegation may be refused for.</summary>
static class DelegationErrors
{
    /// <summary>Neither the own position nor one of the own unit or agency.</summary>
    public static readonly ErrorCode NotYours = Code("ACCESS-DELEGATION-NOT-YOURS", 403);

    /// <summary>A power held by delegation cannot be passed on.</summary>
    public static readonly ErrorCode PassedOn = Code("ACCESS-DELEGATION-PASSED-ON", 403);

    /// <summary>The receiver holds no position in the agency for the whole time, or is the giver.</summary>
    public static readonly ErrorCode ReceiverUnfit = Code("ACCESS-DELEGATION-RECEIVER", 422);

    /// <summary>The receiver stands above the giver.</summary>
    public static readonly ErrorCode ReceiverAbove = Code("ACCESS-DELEGATION-ABOVE", 422);

    /// <summary>No permission was chosen, or one that the role does not grant.</summary>
    public static readonly ErrorCode BeyondRights = Code("ACCESS-DELEGATION-BEYOND-RIGHTS", 422);

    /// <summary>It begins in the past, ends before it begins, or outlives the giver's position.</summary>
    public static readonly ErrorCode PeriodBad = Code("ACCESS-DELEGATION-PERIOD", 422);

    public static readonly ErrorCode PaperMissing = Code("ACCESS-DELEGATION-PAPER", 422);

    /// <summary>Unknown, of another agency, or over already.</summary>
    public static readonly ErrorCode NotFound = Code("ACCESS-DELEGATION-NOT-FOUND", 404);

    static ErrorCode Code(string code, int status) => new(code, status, typeof(AccessRoom));
}
