using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Cms;

/// <summary>
/// Whether a signature value was made by the key of a certificate: RSA (PKCS #1 v1.5 and PSS) and ECDSA with SHA-1 and SHA-2. What is weak among them is not
/// decided here.
/// </summary>
internal static class SignatureValue
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EllipticKey = "1.2.840.10045.2.1";

    private static readonly Dictionary<string, HashAlgorithmName> Digests = new()
    {
        ["1.3.14.3.2.26"] = HashAlgorithmName.SHA1,
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> RsaWith = new()
    {
        ["1.2.840.113549.1.1.5"] = HashAlgorithmName.SHA1,
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> EllipticWith = new()
    {
        ["1.2.840.10045.4.1"] = HashAlgorithmName.SHA1,
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    /// <summary>The digest of that identifier; null for one that is not known.</summary>
    public static HashAlgorithmName? DigestOf(string oid) => Digests.TryGetValue(oid, out var name) ? name : null;

    /// <summary>The digest that a signature algorithm takes; <paramref name="otherwise"/> where it names none itself, null for an algorithm that is not known.</summary>
    public static HashAlgorithmName? DigestOf(CmsAlgorithm algorithm, HashAlgorithmName? otherwise) => algorithm.Oid switch
    {
        Rsa or EllipticKey => otherwise,
        RsaPss => PssDigest(algorithm.Parameters),
        _ => RsaWith.TryGetValue(algorithm.Oid, out var rsa) ? rsa : EllipticWith.TryGetValue(algorithm.Oid, out var elliptic) ? elliptic : null,
    };

    /// <summary>Whether the value signs the data, hashed as the algorithm says. False for an algorithm that is not known.</summary>
    public static bool Signs(X509Certificate2 certificate, CmsAlgorithm algorithm, ReadOnlySpan<byte> data, byte[] value) =>
        DigestOf(algorithm, null) is { } digest && SignsHash(certificate, algorithm, digest, CryptographicOperations.HashData(digest, data), value);

    /// <summary>Whether the value signs the hash.</summary>
    public static bool SignsHash(X509Certificate2 certificate, CmsAlgorithm algorithm, HashAlgorithmName digest, byte[] hash, byte[] value)
    {
        try
        {
            if (algorithm.Oid == Rsa || algorithm.Oid == RsaPss || RsaWith.ContainsKey(algorithm.Oid))
            {
                using var rsa = certificate.GetRSAPublicKey();
                return rsa?.VerifyHash(hash, value, digest, algorithm.Oid == RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1) == true;
            }

            using var elliptic = certificate.GetECDsaPublicKey();
            return elliptic?.VerifyHash(hash, value, DSASignatureFormat.Rfc3279DerSequence) == true;
        }
        catch (CryptographicException)
        {
            // A value or key that is no such number at all.
            return false;
        }
    }

    /// <summary>Whether a certificate was signed by the key of another.</summary>
    public static bool Issued(X509Certificate2 issuer, X509Certificate2 certificate)
    {
        var whole = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        var signed = whole.ReadEncodedValue();
        return Signs(issuer, CmsAlgorithm.Read(whole), signed.Span, whole.ReadBitString(out _));
    }

    // RSASSA-PSS-params (RFC 4055): the digest stands first, SHA-1 when left out.
    private static HashAlgorithmName? PssDigest(ReadOnlyMemory<byte> parameters)
    {
        if (parameters.IsEmpty)
            return HashAlgorithmName.SHA1;
        var sequence = new AsnReader(parameters, AsnEncodingRules.DER).ReadSequence();
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0, true);
        return sequence.HasData && sequence.PeekTag().HasSameClassAndValue(tag)
            ? DigestOf(CmsAlgorithm.Read(sequence.ReadSequence(tag)).Oid)
            : HashAlgorithmName.SHA1;
    }
}
