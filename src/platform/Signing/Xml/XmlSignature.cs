using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace VanLang.Signing.Xml;

/// <summary>
/// One XML signature with its XAdES properties, taken apart strictly: every part must be where the standard puts it, as what is looked for by name may have been put elsewhere by somebody else. Nothing is
/// judged here.
/// </summary>
internal sealed record XmlSignature
{
    private const int MostReferences = 1_000;
    private const int MostCertificates = 50;

    public required XmlElement Element { get; init; }

    public required XmlElement SignedInfo { get; init; }

    public required string Canonical { get; init; }

    public string? Prefixes { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<XmlReference> References { get; init; }

    public required XmlElement Value { get; init; }

    public X509Certificate2Collection Certificates { get; } = [];

    /// <summary>Signed properties; null in a plain XML signature.</summary>
    public XmlElement? Properties { get; private init; }

    public XmlElement? Unsigned { get; private init; }

    public string Id => Element.GetAttribute("Id");

    /// <summary>Digests of the signer's certificate as the signer signed them; empty when none is named.</summary>
    public IReadOnlyList<(HashAlgorithmName? Algorithm, byte[] Value)> CertificateDigests { get; private init; } = [];

    public DateTimeOffset? Claimed { get; private init; }

    /// <exception cref="XmlException">A part is missing, too many, or where it does not belong.</exception>
    /// <exception cref="CryptographicException">A certificate is none.</exception>
    public static XmlSignature Read(XmlElement element)
    {
        var parts = Children(element, "SignedInfo", "SignatureValue", "KeyInfo", "Object");
        var info = Required(element, "SignedInfo", XmlNames.Signature);
        Children(info, "CanonicalizationMethod", "SignatureMethod", "Reference");
        var canonical = Required(info, "CanonicalizationMethod", XmlNames.Signature);
        var references = info.All("Reference", XmlNames.Signature).ToList();
        if (references.Count is 0 or > MostReferences || parts.Count(part => part.LocalName == "Object") > 1 || parts.Count(part => part.LocalName == "KeyInfo") > 1)
            throw new XmlException(element.Name);
        var qualifying = QualifyingOf(element);
        var properties = qualifying is null ? null : Required(qualifying, "SignedProperties", XmlNames.Xades);
        var signed = properties?.One("SignedSignatureProperties", XmlNames.Xades);
        var signature = new XmlSignature
        {
            Element = element,
            SignedInfo = info,
            Canonical = canonical.GetAttribute("Algorithm"),
            Prefixes = XmlReference.PrefixesOf(canonical),
            Method = Required(info, "SignatureMethod", XmlNames.Signature).GetAttribute("Algorithm"),
            References = [.. references.Select(XmlReference.Read)],
            Value = Required(element, "SignatureValue", XmlNames.Signature),
            Properties = properties,
            Unsigned = qualifying?.One("UnsignedProperties", XmlNames.Xades)?.One("UnsignedSignatureProperties", XmlNames.Xades),
            CertificateDigests = signed is null ? [] : DigestsOf(signed),
            Claimed = TimeOf(signed?.One("SigningTime", XmlNames.Xades)?.InnerText),
        };
        var enclosed = (element.One("KeyInfo", XmlNames.Signature)?.All("X509Data", XmlNames.Signature) ?? []).SelectMany(data => data.All("X509Certificate", XmlNames.Signature)).Take(MostCertificates + 1).ToList();
        if (enclosed.Count > MostCertificates)
            throw new XmlException("X509Certificate");
        foreach (var certificate in enclosed)
            signature.Certificates.Add(X509CertificateLoader.LoadCertificate(certificate.Bytes()));
        return signature;
    }

    // The only thing that may lie inside a signature and is no part of it.
    private static XmlElement? QualifyingOf(XmlElement element)
    {
        if (element.One("Object", XmlNames.Signature) is not { } room)
            return null;
        if (room.ChildNodes.OfType<XmlElement>().ToList() is not [var qualifying] || !qualifying.Is("QualifyingProperties", XmlNames.Xades) || HasText(room) || HasText(qualifying))
            throw new XmlException(room.Name);
        if (qualifying.GetAttribute("Target") != $"#{element.GetAttribute("Id")}" || element.GetAttribute("Id").Length == 0)
            throw new XmlException($"Target={qualifying.GetAttribute("Target")}");
        return qualifying.ChildNodes.OfType<XmlElement>().All(child => child.NamespaceURI == XmlNames.Xades && child.LocalName is "SignedProperties" or "UnsignedProperties")
            ? qualifying
            : throw new XmlException(qualifying.Name);
    }

    private static List<(HashAlgorithmName?, byte[])> DigestsOf(XmlElement signed)
    {
        // Version 2, or the one before it, which names the issuer otherwise and the digest alike; the signer's own stands first.
        var list = signed.One("SigningCertificateV2", XmlNames.Xades) ?? signed.One("SigningCertificate", XmlNames.Xades);
        return [.. (list?.All("Cert", XmlNames.Xades) ?? []).Take(1).Select(certificate =>
        {
            var digest = Required(certificate, "CertDigest", XmlNames.Xades);
            return (XmlDigests.Of(Required(digest, "DigestMethod", XmlNames.Signature).GetAttribute("Algorithm")), Required(digest, "DigestValue", XmlNames.Signature).Bytes());
        })];
    }

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static List<XmlElement> Children(XmlElement parent, params string[] names)
    {
        var found = parent.ChildNodes.OfType<XmlElement>().ToList();
        return found.Find(child => child.NamespaceURI != XmlNames.Signature || !names.Contains(child.LocalName)) is { } other
            ? throw new XmlException(other.Name)
            : HasText(parent) ? throw new XmlException(parent.Name) : found;
    }

    private static bool HasText(XmlElement parent) => parent.ChildNodes.OfType<XmlNode>().Any(node => node is XmlText or XmlCDataSection or XmlEntityReference);

    private static XmlElement Required(XmlElement parent, string name, string space) => parent.One(name, space) ?? throw new XmlException(name);
}
