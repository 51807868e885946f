using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Portal;

/// <summary>Expected failures of the exchange with the portal; messages stand in <see cref="PortalTexts"/>.</summary>
static class PortalErrors
{
    /// <summary>The message does not exist or is another agency's.</summary>
    public static readonly ErrorCode NotFound = new("PORTAL-NOT-FOUND", 404, typeof(PortalTexts));

    /// <summary>Where it stands now this cannot be decided.</summary>
    public static readonly ErrorCode NotOffered = new("PORTAL-NOT-OFFERED", 409, typeof(PortalTexts));

    public static readonly ErrorCode ReasonMissing = new("PORTAL-REASON-MISSING", 422, typeof(PortalTexts));

    /// <summary>The dossier to join is not of the same person and procedure, is finished, or out of sight.</summary>
    public static readonly ErrorCode NoSuchMerge = new("PORTAL-NO-SUCH-MERGE", 422, typeof(PortalTexts));

    /// <summary>A joined dossier that was taken in stays joined.</summary>
    public static readonly ErrorCode AcceptedAlready = new("PORTAL-ACCEPTED-ALREADY", 409, typeof(PortalTexts));
}
