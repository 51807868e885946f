using System.Security.Cryptography;

namespace VanLang.Signing.Xml;

/// <summary>Digests by the identifiers of XML signatures (RFC 9231).</summary>
internal static class XmlDigests
{
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    private static readonly Dictionary<string, HashAlgorithmName> Known = new(StringComparer.Ordinal)
    {
        ["http://www.w3.org/2000/09/xmldsig#sha1"] = HashAlgorithmName.SHA1,
        [Sha256] = HashAlgorithmName.SHA256,
        ["http://www.w3.org/2001/04/xmldsig-more#sha384"] = HashAlgorithmName.SHA384,
        ["http://www.w3.org/2001/04/xmlenc#sha512"] = HashAlgorithmName.SHA512,
    };

    /// <summary>The digest; null for one that is not known.</summary>
    public static HashAlgorithmName? Of(string? identifier) => identifier is not null && Known.TryGetValue(identifier, out var name) ? name : null;
}
