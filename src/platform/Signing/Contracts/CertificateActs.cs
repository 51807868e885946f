namespace VanLang.Signing.Contracts;

/// <summary>What people do with a registered certificate, as the record names it.</summary>
public static class CertificateActs
{
    public const string Registered = "signing.certificate-registered";

    public const string Removed = "signing.certificate-removed";

    public const string NumberConfirmed = "signing.number-confirmed";

    public const string NumberTakenBack = "signing.number-taken-back";

    internal static readonly IReadOnlyList<string> All = [Registered, Removed, NumberConfirmed, NumberTakenBack];
}
