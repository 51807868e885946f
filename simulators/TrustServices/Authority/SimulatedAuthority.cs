using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VanLang.Simulators.TrustServices.Authority;

/// <summary>
/// An invented certification authority: a root, an issuing authority, a responder and a time-stamp unit. Every subject says "MÔ PHỎNG"; certificates name
/// the addresses where their revocation can be asked. Responder and time-stamp unit get a new certificate a year before the old one ends, by the clock of the simulator.
/// </summary>
sealed class SimulatedAuthority
{
    public const string Mark = "MÔ PHỎNG";
    const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    const string UserId = "0.9.2342.19200300.100.1.1";
    const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";

    readonly Lock gate = new();
    readonly string folder;
    readonly SimulatorClock clock;
    readonly Revocations revocations;
    KeptKey? root;
    KeptKey? issuing;
    KeptKey? responder;
    KeptKey? stampUnit;

    public SimulatedAuthority(SimulatorOptions options, SimulatorClock clock, Revocations revocations) => (folder, this.clock, this.revocations) = (options.Data, clock, revocations);

    /// <summary>Address under which the services are asked; it stands in every certificate.</summary>
    public string Address { get; private set; } = "";

    public KeptKey Root => root ?? throw NotOpen();

    public KeptKey Issuing => issuing ?? throw NotOpen();

    public KeptKey Responder
    {
        get
        {
            lock (gate)
                return responder = Fresh(responder) ?? Make("responder", "Trả lời trạng thái chứng thư", OcspSigning, () => ECDsa.Create(ECCurve.NamedCurves.nistP256));
        }
    }

    public KeptKey StampUnit
    {
        get
        {
            lock (gate)
                return stampUnit = Fresh(stampUnit) ?? Make("time-stamp", "Dấu thời gian", TimeStamping, () => RSA.Create(3072));
        }
    }

    /// <summary>Opens what the folder keeps, or makes it; called once, when it is known where the program listens.</summary>
    public void Open(string address)
    {
        Address = address.TrimEnd('/');
        root = KeptKey.Open(folder, "root") ?? MakeRoot();
        issuing = KeptKey.Open(folder, "issuing") ?? MakeIssuing();
        responder = KeptKey.Open(folder, "responder");
        stampUnit = KeptKey.Open(folder, "time-stamp");
        _ = (Responder, StampUnit);
    }

    /// <summary>A certificate for the public key of a request (PKCS #10), valid five years.</summary>
    /// <returns>Null where the subject does not say that it is invented.</returns>
    /// <exception cref="CryptographicException">It is no request, or not signed by its own key.</exception>
    public X509Certificate2? Issue(byte[] certificationRequest)
    {
        CertificateRequest asked = CertificateRequest.LoadSigningRequest(certificationRequest, HashAlgorithmName.SHA256);
        string name = asked.SubjectName.EnumerateRelativeDistinguishedNames().Where(part => part.GetSingleElementType().Value == "2.5.4.3").Select(part => part.GetSingleElementValue()).FirstOrDefault() ?? "";
        return name.StartsWith(Mark, StringComparison.Ordinal) ? Issue(new CertificateRequest(asked.SubjectName, asked.PublicKey, HashAlgorithmName.SHA256), null) : null;
    }

    /// <summary>Key and certificate of a person for a file (PKCS #12).</summary>
    /// <param name="number">As it goes into the subject (UID), such as <c>CCCD:001099000001</c>; empty for none.</param>
    public byte[] IssueFile(string name, string password, string number)
    {
        using RSA key = RSA.Create(2048);
        X500DistinguishedNameBuilder subject = new();
        subject.AddCountryOrRegion("VN");
        subject.AddCommonName($"{Mark} – {name}");
        if (number.Length > 0)
            subject.Add(UserId, number);
        using X509Certificate2 certificate = Issue(new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null);
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return new X509Certificate2Collection { withKey, Issuing.Certificate }.Export(X509ContentType.Pkcs12, password)!;
    }

    /// <summary>Name of the credential of an account of the remote service, which is called as its holder.</summary>
    public static string CredentialOf(string name) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name.Normalize(NormalizationForm.FormC).Trim()));

    /// <summary>Whose credential it is; null for what is none.</summary>
    public static string? HolderOf(string credential)
    {
        try
        {
            return credential.Length is > 0 and <= 400 ? Encoding.UTF8.GetString(Convert.FromHexString(credential)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The key that the remote service holds; made when it is first asked for.</summary>
    public KeptKey? SignerOf(string credential)
    {
        if (HolderOf(credential) is not { } name)
            return null;
        string file = $"signer-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]}";
        lock (gate)
        {
            if (KeptKey.Open(folder, file) is { } kept)
                return kept;
            X500DistinguishedNameBuilder subject = new();
            subject.AddCountryOrRegion("VN");
            subject.AddCommonName($"{Mark} – {name}");
            ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return KeptKey.Keep(folder, file, Issue(new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256), null), key);
        }
    }

    /// <summary>The list of what was revoked, as it stands now: of the issuing authority, or of the root.</summary>
    public byte[] RevocationList(bool ofRoot)
    {
        KeptKey authority = ofRoot ? Root : Issuing;
        DateTimeOffset now = clock.Now;
        CertificateRevocationListBuilder list = new();
        foreach ((string serial, DateTimeOffset at) in revocations.All.Where(revoked => revoked.Value <= now && ofRoot == (revoked.Key == Issuing.Certificate.SerialNumber)))
            list.AddEntry(Convert.FromHexString(serial), at);
        return list.Build(
            authority.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)authority.Key), now.ToUnixTimeSeconds(), now.AddDays(7), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority.Certificate, true, false), now.AddMinutes(-1));
    }

    KeptKey? Fresh(KeptKey? kept) => kept is not null && kept.Certificate.NotAfter.ToUniversalTime() > clock.Now.UtcDateTime.AddYears(1) && kept.Certificate.NotBefore.ToUniversalTime() <= clock.Now.UtcDateTime ? kept : null;

    KeptKey MakeRoot()
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        CertificateRequest request = new(NameOf("Chứng thực gốc"), key, HashAlgorithmName.SHA384);
        AddAuthority(request, 1);
        using X509Certificate2 self = request.CreateSelfSigned(clock.Now.AddYears(-1), clock.Now.AddYears(60));
        return KeptKey.Keep(folder, "root", X509CertificateLoader.LoadCertificate(self.RawData), key);
    }

    KeptKey MakeIssuing()
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(NameOf("Chứng thực phát hành"), key, HashAlgorithmName.SHA256);
        AddAuthority(request, 0);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root.Certificate, true, false));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{Address}/crl/root.crl"]));
        X509Certificate2 certificate = request.Create(
            Root.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)Root.Key), clock.Now.AddYears(-1), clock.Now.AddYears(50), Serial());
        return KeptKey.Keep(folder, "issuing", certificate, key);
    }

    KeptKey Make(string name, string subject, string purpose, Func<AsymmetricAlgorithm> makeKey)
    {
        AsymmetricAlgorithm key = makeKey();
        X500DistinguishedName full = NameOf(string.Create(CultureInfo.InvariantCulture, $"{subject} {clock.Now.Year}"));
        CertificateRequest request = key is RSA rsa
            ? new(full, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new(full, (ECDsa)key, HashAlgorithmName.SHA256);
        return KeptKey.Keep(folder, name, Issue(request, purpose), key);
    }

    X509Certificate2 Issue(CertificateRequest request, string? purpose)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | (purpose is null ? X509KeyUsageFlags.NonRepudiation : 0), true));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Issuing.Certificate, true, false));
        if (purpose == OcspSigning)
        {
            // RFC 6960, 4.2.2.2.1: whoever answers is not asked about itself.
            request.CertificateExtensions.Add(new X509Extension(OcspNoCheck, [5, 0], false));
        }
        else
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([$"{Address}/ocsp"], [$"{Address}/ca/issuing.crt"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{Address}/crl/issuing.crl"]));
        }

        DateTimeOffset now = clock.Now;
        return request.Create(Issuing.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)Issuing.Key), now.AddMinutes(-5), now.AddYears(5), Serial());
    }

    static void AddAuthority(CertificateRequest request, int depth)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, depth, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    static X500DistinguishedName NameOf(string common)
    {
        X500DistinguishedNameBuilder name = new();
        name.AddCountryOrRegion("VN");
        name.AddOrganizationName($"{Mark} – Dịch vụ tin cậy");
        name.AddCommonName($"{Mark} – {common}");
        return name.Build();
    }

    static InvalidOperationException NotOpen() => new("The authority is not open yet.");

    static byte[] Serial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
