using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>Whether a certificate from elsewhere is one with which a person may sign, and whether what it signed is what was to be signed.</summary>
public static class CertificateCheck
{
    const string Mark = "MÔ PHỎNG – ";

    /// <summary>What stands against the certificate; null for nothing.</summary>
    /// <param name="chain">Certificates of the issuers that came with it.</param>
    /// <param name="personName">Whom it must name.</param>
    /// <param name="demonstration">Its name then begins with "MÔ PHỎNG – ".</param>
    public static SigningProblem? Fault(
        ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain, string personName, bool demonstration, TrustList trust, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(chain);
        try
        {
            using var holder = X509CertificateLoader.LoadCertificate(certificate.Span);
            var name = holder.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            if (demonstration && name.StartsWith(Mark, StringComparison.Ordinal))
                name = name[Mark.Length..];
            if (!string.Equals(Plain(name), Plain(personName), StringComparison.OrdinalIgnoreCase))
                return new SigningProblem(SigningCodes.CertificateOfOther, name);
            X509Certificate2Collection others = [.. chain.Select(issuer => X509CertificateLoader.LoadCertificate(issuer.Span))];
            var found = new ChainCheck(trust, new ReadingBudget(ReadingBudget.Usual)).Build(holder, others, ServiceUse.Signature, now);
            return found.Status switch
            {
                ChainStatus.Trusted => null,
                ChainStatus.Expired or ChainStatus.NotYetValid or ChainStatus.IssuerNotValid => new SigningProblem(SigningCodes.CertificateExpired, holder.Subject),
                ChainStatus.WrongUsage => new SigningProblem(SigningCodes.CertificateUse, holder.Subject),
                _ => new SigningProblem(SigningCodes.CertificateUntrusted, holder.Issuer),
            };
        }
        catch (CryptographicException)
        {
            return new SigningProblem(SigningCodes.CertificateUse, "");
        }
    }

    /// <summary>What stands against a signature that came from elsewhere, found by the validation of signed files itself; null for nothing.</summary>
    /// <param name="pdf">The signed file.</param>
    /// <param name="field">Name of the signature.</param>
    /// <param name="certificate">The registered certificate.</param>
    public static SigningProblem? FaultOfSignature(ReadOnlyMemory<byte> pdf, string field, ReadOnlyMemory<byte> certificate, TrustList trust, DateTimeOffset now)
    {
        var report = PdfSignatureCheck.Check(pdf, trust, now);
        if (report.Problem is { } problem)
            return problem;
        if (report.Signatures.FirstOrDefault(signature => signature.Field == field) is not { IsIntact: true, Coverage: SignatureCoverage.WholeFile } found)
            return new SigningProblem(SigningCodes.WrongSignature);
        if (!found.Certificate.Span.SequenceEqual(certificate.Span))
            return new SigningProblem(SigningCodes.OtherCertificate, found.Signer ?? "");

        // Whether it was revoked cannot be told by the file yet; the evidence that is added later says it.
        return found.Verdict == SignatureVerdict.Passed || found is { Verdict: SignatureVerdict.Indeterminate, SubIndication: SubIndications.TryLater, Chain.Status: ChainStatus.Trusted }
            ? null
            : found.Remarks.Count > 0 ? found.Remarks[0] : new SigningProblem(SigningCodes.WrongSignature);
    }

    // Both may be written with other spaces, or decomposed.
    static string Plain(string name) => string.Join(' ', name.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
