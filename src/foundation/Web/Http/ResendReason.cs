namespace VanLang.Web;

/// <summary>Why a form is offered for sending again.</summary>
enum ResendReason
{
    /// <summary>The page stood open too long, or was opened before a sign-in.</summary>
    OldToken,

    /// <summary>The session has ended.</summary>
    SessionEnded,

    /// <summary>The body is larger than the page takes.</summary>
    TooLarge,

    /// <summary>It holds characters that cannot be kept; they have been taken out.</summary>
    Unstorable,

    /// <summary>A form with a password or PIN: nothing of it is kept.</summary>
    Secret,
}
