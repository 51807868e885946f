using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;

namespace VanLang.Signing.Contracts;

/// <summary>
/// A signing key that exists only encrypted with its holder's PIN (PKCS#8, PBES2 with AES-256-CBC and PBKDF2-SHA256), and its certificate.
/// Nobody without the PIN can sign: neither who reads the database nor the server itself.
/// </summary>
public sealed class SealedKey
{
    /// <summary>Rounds of PBKDF2-SHA256: a try costs about a tenth of a second of one core. A short PIN also needs a limit of tries, which the caller keeps.</summary>
    public const int Iterations = 150_000;

    private readonly byte[] encryptedKey;
    private readonly X509Certificate2 certificate;

    /// <summary>Takes a key from storage.</summary>
    /// <param name="encryptedKey">EncryptedPrivateKeyInfo (DER), as <see cref="EncryptedKey"/> gave it.</param>
    /// <param name="certificate">The holder's certificate (DER).</param>
    /// <param name="chain">Certificates of the issuers up to but without the root (DER), put into signatures.</param>
    /// <exception cref="CryptographicException">The stored bytes are no encrypted key or no certificate.</exception>
    public SealedKey(ReadOnlyMemory<byte> encryptedKey, ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain)
    {
        RequireEncrypted(encryptedKey);
        this.encryptedKey = encryptedKey.ToArray();
        this.certificate = X509CertificateLoader.LoadCertificate(certificate.Span);
        Chain = chain;
    }

    /// <summary>EncryptedPrivateKeyInfo (RFC 5958), to be stored as it is.</summary>
    public ReadOnlyMemory<byte> EncryptedKey => encryptedKey;

    /// <summary>Certificate, DER.</summary>
    public ReadOnlyMemory<byte> Certificate => certificate.RawData;

    /// <summary>Certificates of the issuers, DER, without the root.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chain { get; }

    /// <summary>Common name of the holder, as the certificate has it.</summary>
    public string Holder => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>SHA-256 of the certificate, hexadecimal: names the key in the record.</summary>
    public string Thumbprint => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>First moment the certificate is valid.</summary>
    public DateTimeOffset ValidFrom => certificate.NotBefore;

    /// <summary>Last moment the certificate is valid.</summary>
    public DateTimeOffset ValidTo => certificate.NotAfter;

    /// <summary>Opens the key.</summary>
    /// <returns>The key until it is disposed, or null when the PIN is wrong.</returns>
    public UnlockedKey? Unlock(ReadOnlySpan<char> pin)
    {
        AsymmetricAlgorithm key = certificate.GetECDsaPublicKey() is not null ? ECDsa.Create() : RSA.Create();
        try
        {
            key.ImportEncryptedPkcs8PrivateKey(pin, encryptedKey, out _);
            if (key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
                return new UnlockedKey(key, certificate, Chain);
        }
        catch (CryptographicException)
        {
            // A wrong PIN decrypts to noise, which is no key: told as a value.
        }

        key.Dispose();
        return null;
    }

    /// <summary>The same key under another PIN, or null when the old one is wrong.</summary>
    public SealedKey? ChangePin(ReadOnlySpan<char> oldPin, ReadOnlySpan<char> newPin)
    {
        using var key = Unlock(oldPin);
        return key?.Seal(newPin);
    }

    internal static SealedKey Seal(AsymmetricAlgorithm key, ReadOnlySpan<char> pin, X509Certificate2 certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pin.Length, 6, nameof(pin));
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations);
        return new SealedKey(key.ExportEncryptedPkcs8PrivateKey(pin, parameters), certificate.RawData, chain);
    }

    private static void RequireEncrypted(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (outer.ReadSequence().ReadObjectIdentifier() != "1.2.840.113549.1.5.13")
                throw new CryptographicException("The stored key is not encrypted with PBES2.");
        }
        catch (AsnContentException fault)
        {
            throw new CryptographicException("The stored key is damaged.", fault);
        }
    }
}

/// <summary>
/// A key its holder has opened with the PIN: for one signature, or for one batch of documents that he has opened before. Dispose it at the
/// end of the request; it is never stored.
/// </summary>
public sealed class UnlockedKey : IDisposable
{
    /// <summary>Most documents one PIN may sign.</summary>
    public const int MostSignatures = 20;

    private readonly AsymmetricAlgorithm key;
    private readonly X509Certificate2 certificate;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> chain;
    private int used;

    internal UnlockedKey(AsymmetricAlgorithm key, X509Certificate2 certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain)
    {
        this.key = key;
        this.certificate = certificate;
        this.chain = chain;
    }

    /// <summary>Certificate, DER.</summary>
    public ReadOnlyMemory<byte> Certificate => certificate.RawData;

    /// <summary>Certificates of the issuers, DER, without the root.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chain => chain;

    /// <summary>Signs a prepared document.</summary>
    /// <returns>Detached CMS (DER) for <see cref="PdfSigner.Complete"/>.</returns>
    /// <exception cref="InvalidOperationException">More than <see cref="MostSignatures"/> in one opening: the caller let a batch grow too long.</exception>
    public byte[] Sign(PreparedSignature prepared)
    {
        var attributes = DetachedCms.AttributesToSign(prepared.Digest.Span, certificate);
        return DetachedCms.Assemble(attributes, SignHash(SHA256.HashData(attributes), DSASignatureFormat.Rfc3279DerSequence), certificate, chain);
    }

    /// <summary>Signs the SHA-256 of any content.</summary>
    /// <param name="claimed">Time that the signer states.</param>
    /// <returns>Detached CMS (DER), CAdES baseline B.</returns>
    internal byte[] SignDetached(ReadOnlySpan<byte> digest, DateTimeOffset claimed)
    {
        var attributes = DetachedCms.AttributesToSign(digest, certificate, claimed);
        return DetachedCms.Assemble(attributes, SignHash(SHA256.HashData(attributes), DSASignatureFormat.Rfc3279DerSequence), certificate, chain);
    }

    /// <param name="hash">SHA-256 of what is signed.</param>
    /// <param name="format">How a value of ECDSA is written; RSA is PKCS #1 v1.5.</param>
    internal byte[] SignHash(byte[] hash, DSASignatureFormat format)
    {
        if (++used > MostSignatures)
            throw new InvalidOperationException($"One PIN signs at most {MostSignatures} documents.");
        return key switch
        {
            ECDsa ec => ec.SignHash(hash, format),
            RSA rsa => rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => throw new NotSupportedException($"Keys of type {key.GetType().Name} are not supported."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    internal SealedKey Seal(ReadOnlySpan<char> pin) => SealedKey.Seal(key, pin, certificate, chain);
}
