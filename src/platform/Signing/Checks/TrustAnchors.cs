using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Checks;

/// <summary>The roots a check trusts; the machine's own store is never asked.</summary>
internal sealed class TrustAnchors(IReadOnlyList<ReadOnlyMemory<byte>> anchors) : IDisposable
{
    private readonly List<X509Certificate2> roots = [.. anchors.Select(anchor => X509CertificateLoader.LoadCertificate(anchor.Span))];

    public bool IsEmpty => roots.Count == 0;

    /// <summary>Whether the certificate leads to a root and all were valid at that time.</summary>
    public bool Trusts(X509Certificate2 certificate, X509Certificate2Collection others, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        var good = chain.Build(certificate);
        foreach (var element in chain.ChainElements)
            element.Certificate.Dispose();
        return good;
    }

    public void Dispose() => roots.ForEach(root => root.Dispose());
}
