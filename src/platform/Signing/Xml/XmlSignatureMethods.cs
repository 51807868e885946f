using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using VanLang.Signing.Cms;

namespace VanLang.Signing.Xml;

/// <summary>Signature algorithms by the identifiers of XML signatures (RFC 9231), led back to those of CMS. None that works with a shared secret.</summary>
internal static class XmlSignatureMethods
{
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    private const string RsaPss = "1.2.840.113549.1.1.10";

    private static readonly Dictionary<string, (string Oid, HashAlgorithmName Digest, bool IsElliptic)> Known = new(StringComparer.Ordinal)
    {
        ["http://www.w3.org/2000/09/xmldsig#rsa-sha1"] = ("1.2.840.113549.1.1.5", HashAlgorithmName.SHA1, false),
        [RsaSha256] = ("1.2.840.113549.1.1.11", HashAlgorithmName.SHA256, false),
        ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"] = ("1.2.840.113549.1.1.12", HashAlgorithmName.SHA384, false),
        ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"] = ("1.2.840.113549.1.1.13", HashAlgorithmName.SHA512, false),
        ["http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"] = (RsaPss, HashAlgorithmName.SHA256, false),
        ["http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"] = (RsaPss, HashAlgorithmName.SHA384, false),
        ["http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"] = (RsaPss, HashAlgorithmName.SHA512, false),
        ["http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"] = ("1.2.840.10045.4.1", HashAlgorithmName.SHA1, true),
        [EcdsaSha256] = ("1.2.840.10045.4.3.2", HashAlgorithmName.SHA256, true),
        ["http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"] = ("1.2.840.10045.4.3.3", HashAlgorithmName.SHA384, true),
        ["http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"] = ("1.2.840.10045.4.3.4", HashAlgorithmName.SHA512, true),
    };

    /// <summary>The algorithm, the digest it takes, and the value as CMS has it; null for an algorithm that is not known.</summary>
    public static (CmsAlgorithm Algorithm, HashAlgorithmName Digest, byte[] Value)? Of(string identifier, byte[] value) =>
        Known.TryGetValue(identifier, out var known) ? (new CmsAlgorithm(known.Oid, default), known.Digest, known.IsElliptic ? Sequence(value) : value) : null;

    // Here the two numbers of ECDSA stand one after the other, in CMS as a sequence.
    private static byte[] Sequence(byte[] value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(value.AsSpan(0, value.Length / 2), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(value.AsSpan(value.Length / 2), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}
