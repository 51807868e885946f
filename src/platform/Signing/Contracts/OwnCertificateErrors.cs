using VanLang.Kernel.Errors;

namespace VanLang.Signing.Contracts;

/// <summary>Expected failures of registering a certificate.</summary>
public static class OwnCertificateErrors
{
    /// <summary>The certificate is not accepted. Argument: why.</summary>
    public static readonly ErrorCode Refused = new("SIGNING-CERTIFICATE-REFUSED", 422, typeof(SigningRoom));

    /// <summary>Nothing is signed with a registered certificate. Argument: why.</summary>
    public static readonly ErrorCode NotUsable = new("SIGNING-CERTIFICATE-NOT-USABLE", 422, typeof(SigningRoom));

    /// <summary>Somebody else has registered the same certificate.</summary>
    public static readonly ErrorCode OfOther = new("SIGNING-CERTIFICATE-OF-OTHER", 409, typeof(SigningRoom));

    /// <summary>The person has no such certificate.</summary>
    public static readonly ErrorCode NotFound = new("SIGNING-CERTIFICATE-NOT-FOUND", 404, typeof(SigningRoom));

    /// <summary>Nobody confirms the own number.</summary>
    public static readonly ErrorCode OwnNumber = new("SIGNING-OWN-NUMBER", 403, typeof(SigningRoom));

    /// <summary>The number was confirmed to be another person's.</summary>
    public static readonly ErrorCode NumberTaken = new("SIGNING-NUMBER-TAKEN", 409, typeof(SigningRoom));

    /// <summary>Another number of the same kind was confirmed to be this person's.</summary>
    public static readonly ErrorCode NumberDiffers = new("SIGNING-NUMBER-DIFFERS", 409, typeof(SigningRoom));

    /// <summary>The confirmation that was seen no longer holds: taken back meanwhile, or confirmed anew.</summary>
    public static readonly ErrorCode NumberNotConfirmed = new("SIGNING-NUMBER-NOT-CONFIRMED", 409, typeof(SigningRoom));

    /// <summary>Nobody takes back the confirmation of the own number.</summary>
    public static readonly ErrorCode OwnConfirmation = new("SIGNING-OWN-CONFIRMATION", 403, typeof(SigningRoom));
}
