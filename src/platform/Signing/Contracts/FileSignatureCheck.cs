using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VanLang.Signing.Checks;
using VanLang.Signing.Cms;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Validates a signature that lies in a file of its own beside what it signs (<c>NAME.p7s</c>: CAdES of ETSI EN 319 122-1, or the older PKCS #7) after ETSI EN 319 102-1, by the same rules as signatures
/// in PDF (<see cref="PdfSignatureCheck"/>). Asks no network and keeps nothing.
/// </summary>
public static class FileSignatureCheck
{
    /// <summary>Largest file of a signature, in bytes: with time-stamps, revocation lists and certificates.</summary>
    public const int LargestSignature = 16 * 1024 * 1024;

    /// <summary>Format of signatures that name their certificate.</summary>
    internal const string Advanced = "CAdES.detached";

    private const string Plain = "PKCS7.detached";

    /// <summary>Checks all signers of a signature.</summary>
    /// <param name="content">The signed file, whole.</param>
    /// <param name="signature">The signature, DER or PEM.</param>
    /// <param name="trust">Who is trusted.</param>
    /// <param name="now">Time of the check: what holds then counts where no time-stamp proves an earlier time.</param>
    /// <param name="limit">How long it may take; a few seconds when null.</param>
    /// <returns>A report with one finding at least; never throws for any bytes.</returns>
    public static SignatureReport Check(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> signature, TrustList trust, DateTimeOffset now, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var budget = new ReadingBudget(limit ?? ReadingBudget.Usual);
        return new SignatureReport(Check("signature", new SignedBytes(content, budget, "check.digest-detached"), signature, null, new SignatureJudge(trust, budget, now), budget), null);
    }

    /// <summary>Whether a file is itself a signature, for which the signed file is needed.</summary>
    internal static bool IsSignature(ReadOnlyMemory<byte> file)
    {
        if (file.Length > LargestSignature)
            return false;
        try
        {
            return CmsMessage.ReadAll(Binary(file)).Count > 0;
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException or ArgumentException)
        {
            return false;
        }
    }

    /// <param name="name">What the signature is called in the report; a number follows where there are several.</param>
    /// <param name="format">Format that is asked for; null where either will do.</param>
    /// <param name="more">What else has a say in the verdict of each signer; null for nothing.</param>
    internal static IReadOnlyList<SignatureFinding> Check(
        string name, SignedContent content, ReadOnlyMemory<byte> signature, string? format, SignatureJudge judge, ReadingBudget budget, Action<RemarkList>? more = null)
    {
        try
        {
            if (signature.Length > LargestSignature)
                throw new CryptographicException($"{signature.Length} > {LargestSignature}");
            var signers = CmsMessage.ReadAll(Binary(signature));
            return [.. signers.Select((signer, index) => Check(signers.Count == 1 ? name : $"{name} ({index + 1})", content, signer, format ?? (CmsCheck.IsAdvanced(signer) ? Advanced : Plain), judge, budget, more))];
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException or ArgumentException)
        {
            var remarks = new RemarkList();
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms", fault.Message);
            return [Judged(new SignatureFinding { Field = name, Format = format ?? "", Verdict = SignatureVerdict.Failed, Remarks = remarks.Items }, remarks)];
        }
    }

    private static SignatureFinding Check(string name, SignedContent content, CmsMessage signer, string format, SignatureJudge judge, ReadingBudget budget, Action<RemarkList>? more)
    {
        var remarks = new RemarkList();
        var finding = new SignatureFinding { Field = name, Format = format, Verdict = SignatureVerdict.Failed, Remarks = remarks.Items };
        try
        {
            var value = new CmsCheck(remarks).CheckDetached(signer, content, format != Plain);
            more?.Invoke(remarks);
            finding = finding with
            {
                Integrity = value.Integrity,
                Signer = value.Certificate?.GetNameInfo(X509NameType.SimpleName, false),
                Certificate = value.Certificate?.RawData ?? [],
                Coverage = value.Integrity == SignatureIntegrity.Intact ? SignatureCoverage.WholeFile : SignatureCoverage.None,
                Time = new SignatureTime(CmsCheck.ClaimedTime(signer), null, null),
            };
            if (value is { Integrity: not SignatureIntegrity.Broken, Certificate: not null })
                finding = judge.Signer(finding, value, new SecurityStore(budget).With(signer), null, false, remarks);
        }
        catch (PdfLimitException limited)
        {
            remarks.Doubt(SubIndications.Generic, "check.limit", limited.What);
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms", fault.Message);
        }

        return Judged(finding, remarks);
    }

    private static SignatureFinding Judged(SignatureFinding finding, RemarkList remarks) =>
        finding with { Verdict = remarks.Verdict, SubIndication = remarks.SubIndication, Remarks = remarks.Items };

    // The bytes as they are, or the first block of PEM, as some tools write it.
    private static ReadOnlyMemory<byte> Binary(ReadOnlyMemory<byte> signature)
    {
        if (!signature.Span.StartsWith("-----BEGIN"u8))
            return signature;
        var text = Encoding.ASCII.GetString(signature.Span);
        return PemEncoding.TryFind(text, out var fields) ? Convert.FromBase64String(text[fields.Base64Data]) : signature;
    }
}
