using VanLang.Kernel.Errors;

namespace VanLang.Identity;

/// <summary>What signing in and accounts may be refused for.</summary>
static class IdentityErrors
{
    /// <summary>Unknown account or wrong password; which of the two is not said.</summary>
    public static readonly ErrorCode SignInRefused = Code("IDENTITY-SIGN-IN-REFUSED", 401);

    /// <summary>Too many wrong attempts on this account from this network. Argument: minutes to wait.</summary>
    public static readonly ErrorCode SignInSlowed = Code("IDENTITY-SIGN-IN-SLOWED", 429);

    /// <summary>A demonstration account from another machine.</summary>
    public static readonly ErrorCode DemonstrationRemote = Code("IDENTITY-DEMONSTRATION-REMOTE", 403);

    /// <summary>A demonstration account keeps the password that the program prints.</summary>
    public static readonly ErrorCode DemonstrationFixed = Code("IDENTITY-DEMONSTRATION-FIXED", 409);

    public static readonly ErrorCode FullNameMissing = Code("IDENTITY-FULL-NAME-MISSING", 400);

    public static readonly ErrorCode FullNameBad = Code("IDENTITY-FULL-NAME-BAD", 400);

    public static readonly ErrorCode UserNameMissing = Code("IDENTITY-USER-NAME-MISSING", 400);

    public static readonly ErrorCode UserNameBad = Code("IDENTITY-USER-NAME-BAD", 400);

    public static readonly ErrorCode UserNameTaken = Code("IDENTITY-USER-NAME-TAKEN", 409);

    public static readonly ErrorCode PhoneBad = Code("IDENTITY-PHONE-BAD", 400);

    public static readonly ErrorCode PersonalNumberBad = Code("IDENTITY-PERSONAL-NUMBER-BAD", 400);

    public static readonly ErrorCode PasswordMissing = Code("IDENTITY-PASSWORD-MISSING", 400);

    /// <summary>Argument: fewest characters.</summary>
    public static readonly ErrorCode PasswordShort = Code("IDENTITY-PASSWORD-SHORT", 400);

    /// <summary>Argument: most characters.</summary>
    public static readonly ErrorCode PasswordLong = Code("IDENTITY-PASSWORD-LONG", 400);

    public static readonly ErrorCode PasswordCommon = Code("IDENTITY-PASSWORD-COMMON", 400);

    public static readonly ErrorCode PasswordRepeat = Code("IDENTITY-PASSWORD-REPEAT", 400);

    public static readonly ErrorCode PasswordWrong = Code("IDENTITY-PASSWORD-WRONG", 400);

    public static readonly ErrorCode ConsentMissing = Code("IDENTITY-CONSENT-MISSING", 400);

    public static readonly ErrorCode SessionUnknown = Code("IDENTITY-SESSION-UNKNOWN", 409);

    /// <summary>The position chosen is not one that the official holds today.</summary>
    public static readonly ErrorCode PositionNotHeld = Code("IDENTITY-POSITION-NOT-HELD", 409);

    static ErrorCode Code(string code, int status) => new(code, status, typeof(IdentityRoom));
}
