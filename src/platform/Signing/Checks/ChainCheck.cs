using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>A certificate with its issuers up to a root, as of a time.</summary>
/// <param name="Status">What was found of the way.</param>
/// <param name="Certificates">From the signer to the root, as far as they were found.</param>
/// <param name="Service">The trusted service it leads to; null when none.</param>
internal sealed record ChainFinding(ChainStatus Status, IReadOnlyList<X509Certificate2> Certificates, TrustedService? Service)
{
    public static ChainFinding Unknown { get; } = new(ChainStatus.Unknown, [], null);

    /// <summary>Whether the certificate itself is on the trust list: the list says until when it is trusted, and nobody else is asked.</summary>
    public bool IsListed => Certificates.Count == 1 && Service is not null;
}

/// <summary>Builds chains to the services of the trust list. Never asks the network or the machine's store.</summary>
internal sealed class ChainCheck(TrustList trust, ReadingBudget budget)
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    // Purposes under which documents are signed; the first is "any".
    private static readonly HashSet<string> SigningPurposes =
        ["2.5.29.37.0", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12"];

    /// <summary>The chain of a certificate.</summary>
    /// <param name="others">Certificates that may lie between.</param>
    /// <param name="at">The time at which all must have been valid.</param>
    public ChainFinding Build(X509Certificate2 certificate, X509Certificate2Collection others, ServiceUse use, DateTimeOffset at)
    {
        budget.Look();
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var services = trust.For(use, day).ToList();

        // A unit that is listed itself, as time-stamp units are on lists of trusted services, needs no issuer to vouch for it.
        if (services.FirstOrDefault(listed => listed.Certificate.Span.SequenceEqual(certificate.RawDataMemory.Span)) is { } anchor)
            return new ChainFinding(Judge(certificate, use, at, true, X509ChainStatusFlags.NoError, anchor), [certificate], anchor);
        var roots = services.Select(service => X509CertificateLoader.LoadCertificate(service.Certificate.Span)).ToArray();
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        var isGood = chain.Build(certificate);
        var found = chain.ChainElements.Select(element => element.Certificate).ToList();
        var root = found.Count == 0 ? null : found[^1];
        var service = root is null ? null : services.FirstOrDefault(service => service.Certificate.Span.SequenceEqual(root.RawDataMemory.Span));
        var faults = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        return new ChainFinding(Judge(certificate, use, at, isGood, faults, service), found, service);
    }

    private static ChainStatus Judge(
        X509Certificate2 certificate, ServiceUse use, DateTimeOffset at, bool isGood, X509ChainStatusFlags faults, TrustedService? service)
    {
        if (service is null || (faults & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0)
            return ChainStatus.UnknownIssuer;
        if ((faults & (X509ChainStatusFlags.NotSignatureValid | X509ChainStatusFlags.Cyclic)) != 0)
            return ChainStatus.Broken;
        if (at.UtcDateTime > certificate.NotAfter.ToUniversalTime())
            return ChainStatus.Expired;
        if (at.UtcDateTime < certificate.NotBefore.ToUniversalTime())
            return ChainStatus.NotYetValid;
        if ((faults & X509ChainStatusFlags.NotTimeValid) != 0)
            return ChainStatus.IssuerNotValid;
        if (!MayServe(certificate, use))
            return ChainStatus.WrongUsage;
        return isGood ? ChainStatus.Trusted : ChainStatus.Broken;
    }

    private static bool MayServe(X509Certificate2 certificate, ServiceUse use)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority))
            return false;
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0)
            return false;
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>().Select(purpose => purpose.Value ?? "")).ToList();
        return use == ServiceUse.TimeStamp ? purposes is [TimeStamping] : purposes.Count == 0 || purposes.Any(SigningPurposes.Contains);
    }
}
