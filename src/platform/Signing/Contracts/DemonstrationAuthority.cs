using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Contracts;

/// <summary>Kind of key pair.</summary>
public enum SigningKeyKind
{
    /// <summary>ECDSA on P-256.</summary>
    EllipticCurve,

    /// <summary>RSA with 2048 bits.</summary>
    Rsa,
}

/// <summary>
/// A certification authority for demonstrations: a root, an issuing authority, and certificates of persons and agencies. Every subject says
/// "MÔ PHỎNG". The root's key is forgotten when the authority is made; the issuing key leaves this class only encrypted.
/// </summary>
public sealed class DemonstrationAuthority : IDisposable
{
    private const string Mark = "MÔ PHỎNG";
    private readonly ECDsa issuingKey;
    private readonly X509Certificate2 issuer;
    private readonly X509Certificate2 root;

    private DemonstrationAuthority(X509Certificate2 root, X509Certificate2 issuer, ECDsa issuingKey)
    {
        this.root = root;
        this.issuer = issuer;
        this.issuingKey = issuingKey;
    }

    /// <summary>Root certificate, DER: the anchor of trust for checks.</summary>
    public ReadOnlyMemory<byte> Root => root.RawData;

    /// <summary>Certificate of the issuing authority, DER.</summary>
    public ReadOnlyMemory<byte> Issuer => issuer.RawData;

    /// <summary>Makes a new authority: root valid 20 years, issuing authority 10.</summary>
    /// <param name="now">Start of validity; five minutes before, so that clocks may differ a little.</param>
    public static DemonstrationAuthority Create(DateTimeOffset now)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest(Name($"{Mark} – Chứng thực gốc Văn Lang", null, null), rootKey, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(rootRequest, 1);
        using var withKey = rootRequest.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(20));

        var issuingKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name($"{Mark} – Chứng thực Văn Lang", null, null), issuingKey, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request, 0);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(withKey, true, false));
        var issuer = request.Create(withKey, now.AddMinutes(-5), now.AddYears(10), Serial());
        return new DemonstrationAuthority(X509CertificateLoader.LoadCertificate(withKey.RawData), issuer, issuingKey);
    }

    /// <summary>Opens an authority from storage.</summary>
    /// <param name="root">Root certificate, DER.</param>
    /// <param name="sealedIssuer">What <see cref="Seal"/> gave.</param>
    /// <param name="secret">The secret of the installation.</param>
    /// <returns>The authority, or null when the secret is wrong.</returns>
    public static DemonstrationAuthority? Open(ReadOnlyMemory<byte> root, SealedKey sealedIssuer, ReadOnlySpan<char> secret)
    {
        using var unlocked = sealedIssuer.Unlock(secret);
        if (unlocked is null)
            return null;
        var key = ECDsa.Create();
        key.ImportEncryptedPkcs8PrivateKey(secret, sealedIssuer.EncryptedKey.Span, out _);
        return new DemonstrationAuthority(
            X509CertificateLoader.LoadCertificate(root.Span), X509CertificateLoader.LoadCertificate(sealedIssuer.Certificate.Span), key);
    }

    /// <summary>The issuing authority for storage, its key encrypted with a secret of the installation (at least 6 characters).</summary>
    public SealedKey Seal(ReadOnlySpan<char> secret) => SealedKey.Seal(issuingKey, secret, issuer, []);

    /// <summary>Makes the key and certificate of a person, valid five years.</summary>
    /// <param name="name">Full name.</param>
    /// <param name="title">Position, or null.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="pin">PIN of the holder, at least 6 characters. Known to nobody else.</param>
    /// <param name="now">Start of validity.</param>
    /// <param name="kind">Kind of key.</param>
    public SealedKey IssuePerson(
        string name, string? title, string agency, ReadOnlySpan<char> pin, DateTimeOffset now, SigningKeyKind kind = SigningKeyKind.EllipticCurve) =>
        Issue(Subject(name, title, agency), pin, now, kind);

    /// <summary>Makes the key and certificate of an agency (its seal), valid five years. The records clerk holds the PIN.</summary>
    public SealedKey IssueAgency(string agency, ReadOnlySpan<char> pin, DateTimeOffset now, SigningKeyKind kind = SigningKeyKind.EllipticCurve) =>
        Issue(Subject(agency, null, agency), pin, now, kind);

    /// <inheritdoc/>
    public void Dispose()
    {
        issuingKey.Dispose();
        issuer.Dispose();
        root.Dispose();
    }

    internal static X500DistinguishedName Subject(string name, string? title, string agency) => Name($"{Mark} – {name}", title, $"{Mark} – {agency}");

    private SealedKey Issue(X500DistinguishedName subject, ReadOnlySpan<char> pin, DateTimeOffset now, SigningKeyKind kind)
    {
        using AsymmetricAlgorithm key = kind == SigningKeyKind.Rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        var generator = X509SignatureGenerator.CreateForECDsa(issuingKey);
        var end = now.AddYears(5);
        using var certificate = request.Create(
            issuer.SubjectName, generator, now.AddMinutes(-5), end < issuer.NotAfter ? end : issuer.NotAfter, Serial());
        return SealedKey.Seal(key, pin, certificate, [issuer.RawData]);
    }

    private static void AddAuthorityExtensions(CertificateRequest request, int depth)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, depth, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    private static X500DistinguishedName Name(string common, string? title, string? agency)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("VN");
        if (agency is not null)
            name.AddOrganizationName(agency);
        if (title is not null)
            name.Add("2.5.4.12", title);
        name.AddCommonName(common);
        return name.Build();
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
