using VanLang.Kernel.Errors;

namespace VanLang.Identity.Passkeys;

/// <summary>What passkeys may be refused for.</summary>
static class PasskeyErrors
{
    /// <summary>Not asked, asked too long ago, or answered already.</summary>
    public static readonly ErrorCode Over = Code("IDENTITY-PASSKEY-OVER", 401);

    /// <summary>A wrong answer, or a passkey that is not known here.</summary>
    public static readonly ErrorCode Refused = Code("IDENTITY-PASSKEY-REFUSED", 401);

    /// <summary>Its count of uses went back: somebody may have a copy.</summary>
    public static readonly ErrorCode Suspected = Code("IDENTITY-PASSKEY-SUSPECTED", 403);

    public static readonly ErrorCode NameMissing = Code("IDENTITY-PASSKEY-NAME-MISSING", 400);

    /// <summary>Argument: most characters.</summary>
    public static readonly ErrorCode NameLong = Code("IDENTITY-PASSKEY-NAME-LONG", 400);

    /// <summary>The device made none, or one that cannot be used here.</summary>
    public static readonly ErrorCode NotMade = Code("IDENTITY-PASSKEY-NOT-MADE", 400);

    /// <summary>Argument: most of one account.</summary>
    public static readonly ErrorCode Full = Code("IDENTITY-PASSKEY-FULL", 409);

    /// <summary>The account has no such passkey, or no longer.</summary>
    public static readonly ErrorCode Unknown = Code("IDENTITY-PASSKEY-UNKNOWN", 409);

    /// <summary>The last means of an official beside the password.</summary>
    public static readonly ErrorCode Last = Code("IDENTITY-PASSKEY-LAST", 409);

    static ErrorCode Code(string code, int status) => new(code, status, typeof(PasskeyTexts));
}
