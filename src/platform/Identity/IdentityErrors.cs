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

    /// <summary>An administrator closed the account. Said after the right password alone.</summary>
    public static readonly ErrorCode AccountDisabled = Code("IDENTITY-ACCOUNT-DISABLED", 403);

    /// <summary>The code of the app or from paper is wrong, too old, or was used.</summary>
    public static readonly ErrorCode CodeWrong = Code("IDENTITY-CODE-WRONG", 400);

    /// <summary>Too long between password and code, or the account changed in between.</summary>
    public static readonly ErrorCode SecondStepOver = Code("IDENTITY-SECOND-STEP-OVER", 401);

    /// <summary>Nothing was begun that could be confirmed, renewed or taken away.</summary>
    public static readonly ErrorCode AuthenticatorNotBegun = Code("IDENTITY-AUTHENTICATOR-NOT-BEGUN", 409);

    /// <summary>An official's account keeps a second factor; it is exchanged, not taken away.</summary>
    public static readonly ErrorCode FactorNeeded = Code("IDENTITY-FACTOR-NEEDED", 409);

    /// <summary>Unknown user name, wrong or old code, or nothing to hand over; which of them is not said.</summary>
    public static readonly ErrorCode HandoverRefused = Code("IDENTITY-HANDOVER-REFUSED", 401);

    /// <summary>The code does not prove whose account it is, or there is none such; which of the two is not said.</summary>
    public static readonly ErrorCode ForgottenRefused = Code("IDENTITY-FORGOTTEN-REFUSED", 401);

    /// <summary>No such account among those that the actor administers.</summary>
    public static readonly ErrorCode AccountUnknown = Code("IDENTITY-ACCOUNT-UNKNOWN", 404);

    /// <summary>Nobody closes or resets the own account.</summary>
    public static readonly ErrorCode OwnAccount = Code("IDENTITY-OWN-ACCOUNT", 409);

    /// <summary>The official has an account that was taken over, or was closed.</summary>
    public static readonly ErrorCode AccountThere = Code("IDENTITY-ACCOUNT-THERE", 409);

    /// <summary>The directory gives the official no user name.</summary>
    public static readonly ErrorCode OfficialWithoutName = Code("IDENTITY-OFFICIAL-WITHOUT-NAME", 409);

    public static readonly ErrorCode ReasonMissing = Code("IDENTITY-REASON-MISSING", 400);

    /// <summary>A reset, or a code, is waiting already.</summary>
    public static readonly ErrorCode ResetOpen = Code("IDENTITY-RESET-OPEN", 409);

    /// <summary>There is no reset that waits for its second person.</summary>
    public static readonly ErrorCode ResetNotOpen = Code("IDENTITY-RESET-NOT-OPEN", 409);

    /// <summary>Who opened the reset, and the owner, cannot confirm it.</summary>
    public static readonly ErrorCode SecondPersonNeeded = Code("IDENTITY-SECOND-PERSON-NEEDED", 409);

    /// <summary>The installation has an administrator, who makes further accounts.</summary>
    public static readonly ErrorCode AdministratorThere = Code("IDENTITY-ADMINISTRATOR-THERE", 409);

    /// <summary>The directory does not know the official. Argument: what was given.</summary>
    public static readonly ErrorCode OfficialUnknown = Code("IDENTITY-OFFICIAL-UNKNOWN", 404);

    /// <summary>No post of the official grants the permission to administer accounts of the whole province today.</summary>
    public static readonly ErrorCode NotAdministrator = Code("IDENTITY-NOT-ADMINISTRATOR", 409);

    /// <summary>No such application, or one that cannot keep a secret.</summary>
    public static readonly ErrorCode ClientUnknown = Code("IDENTITY-CLIENT-UNKNOWN", 404);

    static ErrorCode Code(string code, int status) => new(code, status, typeof(IdentityRoom));
}
