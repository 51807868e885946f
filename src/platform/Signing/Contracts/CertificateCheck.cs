using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Search;
using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>Whether a certificate from elsewhere is one with which a person may sign, and whether what it signed is what was to be signed.</summary>
public static class CertificateCheck
{
    const string Mark = "MÔ PHỎNG – ";

    /// <summary>What stands against the certificate; null for nothing. Whether it was revoked, <see cref="CertificateRevocation"/> asks.</summary>
    /// <param name="chain">Certificates of the issuers that came with it.</param>
    /// <param name="signer">Whom it must name: by one of the confirmed numbers, or by name (marks and case aside) where it carries none of them. Another number of the same kind is another person.</param>
    /// <param name="demonstration">Its name then begins with "MÔ PHỎNG – ".</param>
    public static SigningProblem? Fault(
        ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain, NamedSigner signer, bool demonstration, TrustList trust, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(signer);
        try
        {
            using var holder = X509CertificateLoader.LoadCertificate(certificate.Span);
            var name = holder.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            if (OtherPerson(holder, name, signer, demonstration) is { } other)
                return other;
            X509Certificate2Collection others = [.. chain.Select(issuer => X509CertificateLoader.LoadCertificate(issuer.Span))];
            var found = new ChainCheck(trust, new ReadingBudget(ReadingBudget.Usual)).Build(holder, others, ServiceUse.Signature, now);
            return found.Status switch
            {
                ChainStatus.Trusted => null,
                ChainStatus.NotYetValid => new SigningProblem(SigningCodes.CertificateNotYetValid, $"{name} ({Day(holder.NotBefore)})"),
                ChainStatus.Expired => new SigningProblem(SigningCodes.CertificateEnded, $"{name} ({Day(holder.NotAfter)})"),
                ChainStatus.IssuerNotValid => new SigningProblem(SigningCodes.CertificateExpired, holder.Issuer),
                ChainStatus.WrongUsage => new SigningProblem(SigningCodes.CertificateUse, $"{name} ({Day(holder.NotBefore)} – {Day(holder.NotAfter)})"),
                _ => new SigningProblem(SigningCodes.CertificateUntrusted, holder.Issuer),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
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

    /// <summary>What stands against signing with a certificate at a time, whoever issued it; null for nothing.</summary>
    internal static SigningProblem? FaultOfUse(X509Certificate2 certificate, DateTimeOffset at)
    {
        if (at < certificate.NotBefore || at > certificate.NotAfter)
            return new SigningProblem(SigningCodes.CertificateExpired, certificate.Subject);
        var use = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return use is null || (use.KeyUsages & (X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.DigitalSignature)) != 0
            ? null
            : new SigningProblem(SigningCodes.CertificateUse, certificate.Subject);
    }

    private static SigningProblem? OtherPerson(X509Certificate2 holder, string name, NamedSigner signer, bool demonstration)
    {
        var numbers = CertificateNumber.Of(holder);
        if (numbers.FirstOrDefault(number => signer.Numbers.Any(own => own.Kind == number.Kind && own != number)) is { } foreign)
            return new SigningProblem(SigningCodes.CertificateNumberOfOther, $"{name} ({foreign.Masked})");
        if (numbers.Any(signer.Numbers.Contains))
            return null;
        if (demonstration && name.StartsWith(Mark, StringComparison.Ordinal))
            name = name[Mark.Length..];
        return VietnameseFolding.Fold(name) == VietnameseFolding.Fold(signer.Name) ? null : new SigningProblem(SigningCodes.CertificateOfOther, name);
    }

    private static string Day(DateTime at) => VietnamTime.DateOf(new DateTimeOffset(at)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
