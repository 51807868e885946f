namespace VanLang.Signing.Checks;

/// <summary>Sub-indications of ETSI EN 319 102-1, table 6.</summary>
internal static class SubIndications
{
    public const string FormatFailure = "FORMAT_FAILURE";
    public const string HashFailure = "HASH_FAILURE";
    public const string SigCryptoFailure = "SIG_CRYPTO_FAILURE";
    public const string Revoked = "REVOKED";
    public const string SigConstraints = "SIG_CONSTRAINTS_FAILURE";
    public const string ChainConstraints = "CHAIN_CONSTRAINTS_FAILURE";
    public const string ChainGeneral = "CERTIFICATE_CHAIN_GENERAL_FAILURE";
    public const string CryptoConstraintsNoPoe = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";
    public const string TimestampOrder = "TIMESTAMP_ORDER_FAILURE";
    public const string NoSigningCertificate = "NO_SIGNING_CERTIFICATE_FOUND";
    public const string NoChain = "NO_CERTIFICATE_CHAIN_FOUND";
    public const string RevokedNoPoe = "REVOKED_NO_POE";
    public const string OutOfBoundsNoPoe = "OUT_OF_BOUNDS_NO_POE";
    public const string TryLater = "TRY_LATER";
    public const string Generic = "GENERIC";
}
