using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Xml;

/// <summary>An XAdES signature (EN 319 132-1, baseline B-B) that is being written: first what it signs, then the value.</summary>
internal sealed class XmlSignatureDraft
{
    private const string Signing = "ds", Advanced = "xades";
    private readonly XmlDocument document;
    private readonly XmlElement signature, info, room, properties, contents;
    private readonly string name = $"s-{Guid.NewGuid():N}";
    private int references;

    /// <param name="at">Time that the signer states.</param>
    public XmlSignatureDraft(XmlDocument document, X509Certificate2 certificate, DateTimeOffset at)
    {
        this.document = document;
        signature = Made(Signing, "Signature", XmlNames.Signature);

        // Canonical forms see declarations that stand there, not those that are written when needed.
        signature.SetAttribute($"xmlns:{Signing}", XmlNames.Signature);
        signature.SetAttribute("Id", name);
        info = Under(signature, Signing, "SignedInfo", XmlNames.Signature);
        Under(info, Signing, "CanonicalizationMethod", XmlNames.Signature).SetAttribute("Algorithm", XmlNames.Exclusive);
        using var elliptic = certificate.GetECDsaPublicKey();
        Under(info, Signing, "SignatureMethod", XmlNames.Signature).SetAttribute("Algorithm", elliptic is null ? XmlSignatureMethods.RsaSha256 : XmlSignatureMethods.EcdsaSha256);

        room = Made(Signing, "Object", XmlNames.Signature);
        var qualifying = Under(room, Advanced, "QualifyingProperties", XmlNames.Xades);
        qualifying.SetAttribute($"xmlns:{Advanced}", XmlNames.Xades);
        qualifying.SetAttribute("Target", $"#{name}");
        properties = Under(qualifying, Advanced, "SignedProperties", XmlNames.Xades);
        properties.SetAttribute("Id", $"{name}-properties");
        var signed = Under(properties, Advanced, "SignedSignatureProperties", XmlNames.Xades);
        Under(signed, Advanced, "SigningTime", XmlNames.Xades).InnerText = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var digest = Under(Under(Under(signed, Advanced, "SigningCertificateV2", XmlNames.Xades), Advanced, "Cert", XmlNames.Xades), Advanced, "CertDigest", XmlNames.Xades);
        AddDigest(digest, SHA256.HashData(certificate.RawData));
        contents = Under(properties, Advanced, "SignedDataObjectProperties", XmlNames.Xades);
    }

    /// <summary>Adds something that is signed.</summary>
    /// <param name="uri">Empty for the document that holds the signature, <c>#id</c> for its element of that name; else the address of a file.</param>
    /// <param name="mediaType">Media type; XML for null.</param>
    /// <param name="prefixes">For a document: prefixes that its canonical form keeps, divided by spaces.</param>
    /// <param name="digest">SHA-256 of it, of the canonical form for a document.</param>
    public void Refer(string uri, string? mediaType, string? prefixes, byte[] digest)
    {
        var reference = Under(info, Signing, "Reference", XmlNames.Signature);
        reference.SetAttribute("Id", $"{name}-reference-{++references}");
        reference.SetAttribute("URI", uri);
        if (uri.Length == 0 || uri[0] == '#')
        {
            var transforms = Under(reference, Signing, "Transforms", XmlNames.Signature);
            Under(transforms, Signing, "Transform", XmlNames.Signature).SetAttribute("Algorithm", XmlNames.Enveloped);
            AddExclusive(transforms, prefixes);
        }

        AddDigest(reference, digest);
        var format = Under(contents, Advanced, "DataObjectFormat", XmlNames.Xades);
        format.SetAttribute("ObjectReference", $"#{name}-reference-{references}");
        Under(format, Advanced, "MimeType", XmlNames.Xades).InnerText = mediaType ?? "application/xml";
    }

    /// <summary>Writes the signature as the last child of an element.</summary>
    public void Sign(XmlElement parent, UnlockedKey key)
    {
        parent.AppendChild(signature);
        signature.AppendChild(room);
        var reference = Under(info, Signing, "Reference", XmlNames.Signature);
        reference.SetAttribute("Type", XmlNames.SignedPropertiesType);
        reference.SetAttribute("URI", $"#{properties.GetAttribute("Id")}");
        AddExclusive(Under(reference, Signing, "Transforms", XmlNames.Signature), null);
        AddDigest(reference, SHA256.HashData(CanonicalXml.Of(properties, XmlNames.Exclusive, null)));

        var hash = SHA256.HashData(CanonicalXml.Of(info, XmlNames.Exclusive, null));
        var value = Made(Signing, "SignatureValue", XmlNames.Signature);
        value.SetAttribute("Id", $"{name}-value");
        value.InnerText = Convert.ToBase64String(key.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        signature.InsertAfter(value, info);
        var data = Made(Signing, "KeyInfo", XmlNames.Signature);
        signature.InsertAfter(data, value);
        var certificates = Under(data, Signing, "X509Data", XmlNames.Signature);
        foreach (var certificate in key.Chain.Prepend(key.Certificate))
            Under(certificates, Signing, "X509Certificate", XmlNames.Signature).InnerText = Convert.ToBase64String(certificate.Span);
    }

    private void AddExclusive(XmlElement transforms, string? prefixes)
    {
        var transform = Under(transforms, Signing, "Transform", XmlNames.Signature);
        transform.SetAttribute("Algorithm", XmlNames.Exclusive);
        if (prefixes is { Length: > 0 })
        {
            var list = Under(transform, "ec", "InclusiveNamespaces", XmlNames.Exclusive);
            list.SetAttribute("xmlns:ec", XmlNames.Exclusive);
            list.SetAttribute("PrefixList", prefixes);
        }
    }

    private void AddDigest(XmlElement parent, byte[] digest)
    {
        Under(parent, Signing, "DigestMethod", XmlNames.Signature).SetAttribute("Algorithm", XmlDigests.Sha256);
        Under(parent, Signing, "DigestValue", XmlNames.Signature).InnerText = Convert.ToBase64String(digest);
    }

    private XmlElement Made(string prefix, string element, string space) => document.CreateElement(prefix, element, space);

    private XmlElement Under(XmlElement parent, string prefix, string element, string space) => (XmlElement)parent.AppendChild(Made(prefix, element, space))!;
}
