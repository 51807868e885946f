namespace VanLang.Signing.Contracts;

/// <summary>Result of a check (ETSI EN 319 102-1, main indications), the gravest last.</summary>
public enum SignatureVerdict
{
    /// <summary>TOTAL-PASSED: intact, whole, by a trusted certificate valid at the proven time of signing, and nothing but allowed changes later.</summary>
    Passed,

    /// <summary>INDETERMINATE: not broken, but something could not be established; the remarks say what.</summary>
    Indeterminate,

    /// <summary>TOTAL-FAILED: the file was changed, or the signature is none.</summary>
    Failed,
}

/// <summary>What happened to the file after a signature, the gravest last.</summary>
public enum LaterChanges
{
    /// <summary>Nothing, or data for the later check of signatures only.</summary>
    None,

    /// <summary>Fields that were there were filled, or signatures added.</summary>
    FormFilling,

    /// <summary>Comments, stamps or links were added, changed or taken away.</summary>
    Annotation,

    /// <summary>What a page shows, or something else of the document.</summary>
    Content,

    /// <summary>Pages were added, taken away or moved.</summary>
    Page,
}

/// <summary>Whether the signed bytes are those that were signed.</summary>
public enum SignatureIntegrity
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>Digest and signature value are right.</summary>
    Intact,

    /// <summary>They are not.</summary>
    Broken,
}

/// <summary>Which part of the file a signature covers.</summary>
public enum SignatureCoverage
{
    /// <summary>None that could be told.</summary>
    None,

    /// <summary>Ranges with a gap besides the signature itself, or ranges that are no whole revision.</summary>
    Partial,

    /// <summary>The file as it was when it was signed; something was appended later.</summary>
    Revision,

    /// <summary>The file to its end.</summary>
    WholeFile,
}

/// <summary>Where the certificate of a signer leads.</summary>
public enum ChainStatus
{
    /// <summary>There is no certificate to begin with.</summary>
    Unknown,

    /// <summary>To a service of the trust list, all valid at the time.</summary>
    Trusted,

    /// <summary>To no service of the trust list.</summary>
    UnknownIssuer,

    /// <summary>It had expired.</summary>
    Expired,

    /// <summary>It was not valid yet.</summary>
    NotYetValid,

    /// <summary>An issuer on the way was not valid at the time.</summary>
    IssuerNotValid,

    /// <summary>It is not made for this use.</summary>
    WrongUsage,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>A signature or rule on the way is broken.</summary>
    Broken,
}

/// <summary>What is known of the revocation of the signer's certificate from the file itself.</summary>
public enum RevocationStatus
{
    /// <summary>Its issuer offers a way to ask, and nothing about it lies in the file.</summary>
    Unknown,

    /// <summary>Its issuer offers no way to ask.</summary>
    NotOffered,

    /// <summary>It was not revoked.</summary>
    Good,

    /// <summary>It was revoked.</summary>
    Revoked,
}

/// <summary>What the check of a file found.</summary>
/// <param name="Signatures">Every signature in the order of signing; empty for a file without.</param>
/// <param name="Problem">Why the file, or a signature in it, could not be read; null when all could.</param>
public sealed record SignatureReport(IReadOnlyList<SignatureFinding> Signatures, SigningProblem? Problem)
{
    /// <summary>How grave the problem is.</summary>
    public SignatureVerdict ProblemVerdict { get; init; } = SignatureVerdict.Failed;

    /// <summary>Whether the bytes are no signed file of a known kind, or an encrypted one, so that nothing can be said.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Sub-indication of ETSI EN 319 102-1 that goes with the verdict on the whole file; null when passed or not signed.</summary>
    public string? SubIndication => Problem is not null && (int)ProblemVerdict >= (Signatures.Count == 0 ? 0 : (int)Signatures.Max(signature => signature.Verdict))
        ? IsUnreadable ? null : ProblemVerdict == SignatureVerdict.Failed ? "FORMAT_FAILURE" : "GENERIC"
        : Signatures.MaxBy(signature => signature.Verdict)?.SubIndication;

    /// <summary>Files of a container that no signature covers; empty outside containers.</summary>
    public IReadOnlyList<string> UnsignedFiles { get; init; } = [];

    /// <summary>The worst of all signatures; null when there is none. A file without signature is never "valid".</summary>
    public SignatureVerdict? Verdict => Problem is not null
        ? (SignatureVerdict)Math.Max((int)ProblemVerdict, Signatures.Count == 0 ? 0 : (int)Signatures.Max(signature => signature.Verdict))
        : Signatures.Count == 0 ? null : Signatures.Max(signature => signature.Verdict);
}

/// <summary>One signature.</summary>
public sealed record SignatureFinding
{
    /// <summary>Name of the signature field of a PDF file; of the file of the signature in a container; else what the signature is called here.</summary>
    public required string Field { get; init; }

    /// <summary>The result.</summary>
    public required SignatureVerdict Verdict { get; init; }

    /// <summary>Sub-indication of ETSI EN 319 102-1, such as <c>HASH_FAILURE</c>; null when passed.</summary>
    public string? SubIndication { get; init; }

    /// <summary>Every ground for a verdict other than passed, and what else a reader should know.</summary>
    public required IReadOnlyList<SigningProblem> Remarks { get; init; }

    /// <summary>Common name in the certificate, null when there is none to be read.</summary>
    public string? Signer { get; init; }

    /// <summary>Certificate of the signer, DER; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>Format: ETSI.CAdES.detached, adbe.pkcs7.detached, ETSI.RFC3161 (a time-stamp of the document); outside PDF CAdES.detached, PKCS7.detached, XAdES or XMLDSIG with .enveloped or .detached.</summary>
    public required string Format { get; init; }

    /// <summary>Whether digest and signature value are right.</summary>
    public SignatureIntegrity Integrity { get; init; }

    /// <summary>Whether digest and signature value are right.</summary>
    public bool IsIntact => Integrity == SignatureIntegrity.Intact;

    /// <summary>What part of the file is signed.</summary>
    public SignatureCoverage Coverage { get; init; }

    /// <summary>Offset and length of the two signed ranges; null when they cannot be told.</summary>
    public IReadOnlyList<long>? SignedRanges { get; init; }

    /// <summary>Files of a container that it signs, by name; empty outside containers.</summary>
    public IReadOnlyList<string> SignedFiles { get; init; } = [];

    /// <summary>DocMDP level of this signature, null when it does not certify.</summary>
    public int? CertificationLevel { get; init; }

    /// <summary>What happened to the file afterwards.</summary>
    public LaterChanges Later { get; init; }

    /// <summary>Fields filled or signed afterwards, by name.</summary>
    public IReadOnlyList<string> ChangedLater { get; init; } = [];

    /// <summary>Where the certificate leads.</summary>
    public SignatureChain Chain { get; init; } = new(ChainStatus.Unknown, RevocationStatus.Unknown, null, false, []);

    /// <summary>When it was signed.</summary>
    public SignatureTime Time { get; init; } = new(null, null, null);

    /// <summary>
    /// Level of EN 319 142-1, EN 319 122-1 or EN 319 132-1: B-B, B-T, B-LT, B-LTA; the same with PKCS7 in the place of the first B for the older format; null for a time-stamp of the document and for what is no
    /// signature.
    /// </summary>
    public string? Level { get; init; }
}

/// <summary>The chain of a certificate.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Revocation">What is known of its revocation.</param>
/// <param name="Service">Name of the trusted service; null when it leads to none.</param>
/// <param name="IsSimulated">The service is one of a demonstration.</param>
/// <param name="Subjects">Names from the signer to the root, as far as they were found.</param>
public sealed record SignatureChain(ChainStatus Status, RevocationStatus Revocation, string? Service, bool IsSimulated, IReadOnlyList<string> Subjects);

/// <summary>Times of a signature.</summary>
/// <param name="Claimed">What the signer states; nobody confirmed it.</param>
/// <param name="Stamped">What a trusted time-stamp proves: it existed then. Null when there is none.</param>
/// <param name="Authority">Who stamped it.</param>
public sealed record SignatureTime(DateTimeOffset? Claimed, DateTimeOffset? Stamped, string? Authority);
