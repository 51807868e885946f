using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Results;

/// <summary>Expected failures of those who sign.</summary>
static class SigningErrors
{
    /// <summary>Nothing was chosen.</summary>
    public static readonly ErrorCode NothingChosen = new("SIGNING-NOTHING-CHOSEN", 422, typeof(SigningTexts));

    /// <summary>More than one opening of a key may sign. Arguments: how many were chosen, how many are allowed.</summary>
    public static readonly ErrorCode TooMany = new("SIGNING-TOO-MANY", 422, typeof(SigningTexts));

    /// <summary>The signer has not opened the file.</summary>
    public static readonly ErrorCode NotOpened = new("SIGNING-NOT-OPENED", 422, typeof(SigningTexts));

    /// <summary>The file is another one than the signer has opened.</summary>
    public static readonly ErrorCode Changed = new("SIGNING-CHANGED", 409, typeof(SigningTexts));

    /// <summary>The file could not be read or signed; what is known of it stands in the log.</summary>
    public static readonly ErrorCode Broken = new("SIGNING-BROKEN", 500, typeof(SigningTexts));

    /// <summary>An earlier request still waits for the phone.</summary>
    public static readonly ErrorCode AskedAlready = new("SIGNING-ASKED-ALREADY", 409, typeof(SigningTexts));

    /// <summary>The request is settled, or its signatures are being put in.</summary>
    public static readonly ErrorCode TooLateToCancel = new("SIGNING-TOO-LATE", 409, typeof(SigningTexts));

    /// <summary>The remote service did not answer as was agreed.</summary>
    public static readonly ErrorCode ServiceSilent = new("SIGNING-SERVICE-SILENT", 502, typeof(SigningTexts));

    /// <summary>The result no longer waits for this signer.</summary>
    public static readonly ErrorCode NotYours = new("SIGNING-NOT-YOURS", 409, typeof(SigningTexts));

    /// <summary>What came back is not accepted; why, the problem of the signature says.</summary>
    public static readonly ErrorCode NotAccepted = new("SIGNING-NOT-ACCEPTED", 422, typeof(SigningTexts));

    /// <summary>The account at the service has no key that this person may use.</summary>
    public static readonly ErrorCode NoCredential = new("SIGNING-NO-CREDENTIAL", 422, typeof(SigningTexts));

    /// <summary>The key file is missing, or its password is wrong.</summary>
    public static readonly ErrorCode KeyFileWrong = new("SIGNING-KEY-FILE", 422, typeof(SigningTexts));

    /// <summary>The key file is not that of the registered certificate.</summary>
    public static readonly ErrorCode OtherKeyFile = new("SIGNING-OTHER-KEY-FILE", 422, typeof(SigningTexts));

    /// <summary>No token was chosen.</summary>
    public static readonly ErrorCode TokenNotChosen = new("SIGNING-TOKEN-NOT-CHOSEN", 422, typeof(SigningTexts));

    /// <summary>No PIN of the token was typed, so no try was spent.</summary>
    public static readonly ErrorCode TokenPinMissing = new("SIGNING-TOKEN-PIN-MISSING", 422, typeof(SigningTexts));

    /// <summary>The PIN of the token is wrong; the token does not tell how many tries are left.</summary>
    public static readonly ErrorCode TokenPinWrong = new("SIGNING-TOKEN-PIN", 422, typeof(SigningTexts));

    /// <summary>The same; the token counts wrong ones.</summary>
    public static readonly ErrorCode TokenPinFew = new("SIGNING-TOKEN-PIN-FEW", 422, typeof(SigningTexts));

    /// <summary>The same; the next wrong one locks the token.</summary>
    public static readonly ErrorCode TokenPinLast = new("SIGNING-TOKEN-PIN-LAST", 422, typeof(SigningTexts));

    /// <summary>The token is locked after too many wrong PINs.</summary>
    public static readonly ErrorCode TokenLocked = new("SIGNING-TOKEN-LOCKED", 423, typeof(SigningTexts));

    /// <summary>The token is not there, or not this person's to open.</summary>
    public static readonly ErrorCode TokenMissing = new("SIGNING-TOKEN-MISSING", 409, typeof(SigningTexts));

    /// <summary>No certificate lies beside a private key on the token.</summary>
    public static readonly ErrorCode TokenEmpty = new("SIGNING-TOKEN-EMPTY", 422, typeof(SigningTexts));

    /// <summary>Several certificates lie there, and none was chosen.</summary>
    public static readonly ErrorCode TokenChoose = new("SIGNING-TOKEN-CHOOSE", 422, typeof(SigningTexts));

    /// <summary>The registered certificate is not on the token.</summary>
    public static readonly ErrorCode TokenOther = new("SIGNING-TOKEN-OTHER", 422, typeof(SigningTexts));

    /// <summary>The private key beside the certificate does not sign, or not for it.</summary>
    public static readonly ErrorCode TokenCannotSign = new("SIGNING-TOKEN-CANNOT-SIGN", 422, typeof(SigningTexts));

    /// <summary>The token is in use elsewhere, or its library does not answer.</summary>
    public static readonly ErrorCode TokenBusy = new("SIGNING-TOKEN-BUSY", 503, typeof(SigningTexts));

    /// <summary>The token or its library failed; what is known of it stands in the log.</summary>
    public static readonly ErrorCode TokenFailed = new("SIGNING-TOKEN-FAILED", 502, typeof(SigningTexts));

    /// <summary>What the page brought from the signing program is no certificate.</summary>
    public static readonly ErrorCode LocalAnswerWrong = new("SIGNING-LOCAL-ANSWER", 422, typeof(SigningTexts));
}
