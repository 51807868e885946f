namespace VanLang.Signing.Contracts;

/// <summary>Result of a check (ETSI EN 319 102-1, main indications).</summary>
public enum SignatureVerdict
{
    /// <summary>TOTAL-PASSED: intact, whole, by a trusted certificate valid at the time of signing, and nothing but allowed changes later.</summary>
    Passed,

    /// <summary>INDETERMINATE: not broken, but something could not be established; the remarks say what.</summary>
    Indeterminate,

    /// <summary>TOTAL-FAILED: the file was changed, or the signature is none.</summary>
    Failed,
}

/// <summary>What happened to the file after a signature.</summary>
public enum LaterChanges
{
    /// <summary>Nothing: the signature covers the whole file.</summary>
    None,

    /// <summary>Only fields that were there were filled, signatures were added, or data for their later check.</summary>
    FilledOrSigned,

    /// <summary>Something else was changed.</summary>
    Other,
}

/// <summary>What the check of a file found.</summary>
/// <param name="Signatures">Every signature in the order of signing; empty for a file without.</param>
/// <param name="Problem">Why the file could not be read; null when it could.</param>
public sealed record PdfSignatureReport(IReadOnlyList<SignatureFinding> Signatures, SigningProblem? Problem)
{
    /// <summary>The worst of all signatures; null when there is none. A file without signature is never "valid".</summary>
    public SignatureVerdict? Verdict => Problem is not null ? SignatureVerdict.Failed
        : Signatures.Count == 0 ? null : Signatures.Max(signature => signature.Verdict);
}

/// <summary>One signature.</summary>
public sealed record SignatureFinding
{
    /// <summary>Name of the signature field.</summary>
    public required string Field { get; init; }

    /// <summary>The result.</summary>
    public required SignatureVerdict Verdict { get; init; }

    /// <summary>Every ground for a verdict other than passed, and what else a reader should know.</summary>
    public required IReadOnlyList<SigningProblem> Remarks { get; init; }

    /// <summary>Common name in the certificate, null when there is none to be read.</summary>
    public string? Signer { get; init; }

    /// <summary>Certificate of the signer, DER; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>Time the signer states; nobody confirmed it unless a time-stamp does.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Format: ETSI.CAdES.detached, adbe.pkcs7.detached, ETSI.RFC3161 (a time-stamp of the document).</summary>
    public required string Format { get; init; }

    /// <summary>Whether digest and signature value are right.</summary>
    public bool IsIntact { get; init; }

    /// <summary>Whether the signature covers the file to its end.</summary>
    public bool CoversWholeFile { get; init; }

    /// <summary>DocMDP level of this signature, null when it does not certify.</summary>
    public int? CertificationLevel { get; init; }

    /// <summary>What happened to the file afterwards.</summary>
    public LaterChanges Later { get; init; }

    /// <summary>Fields filled or signed afterwards, by name.</summary>
    public IReadOnlyList<string> ChangedLater { get; init; } = [];
}
