using System.Security.Cryptography;
using System.Xml;

namespace VanLang.Signing.Xml;

/// <summary>One thing that an XML signature says it signs.</summary>
/// <param name="Uri">Empty for the document, <c>#id</c> for an element, else a file.</param>
/// <param name="Type">What it says of itself.</param>
/// <param name="IsEnveloped">Whether the signature itself is left out.</param>
/// <param name="Canonical">Canonical form; null where none is named.</param>
/// <param name="Prefixes">Prefixes that the exclusive form treats like the other one.</param>
/// <param name="Digest">Algorithm; null for one that is not known.</param>
/// <param name="Value">Stated digest.</param>
internal sealed record XmlReference(string Uri, string Type, bool IsEnveloped, string? Canonical, string? Prefixes, HashAlgorithmName? Digest, byte[] Value)
{
    /// <summary>A transform that is not allowed, such as XSLT or XPath; null for none.</summary>
    public string? Forbidden { get; private init; }

    /// <exception cref="XmlException">It is none.</exception>
    public static XmlReference Read(XmlElement element)
    {
        var isEnveloped = false;
        string? canonical = null, prefixes = null, forbidden = null;
        foreach (var transform in element.One("Transforms", XmlNames.Signature)?.ChildNodes.OfType<XmlElement>() ?? [])
        {
            var algorithm = transform.GetAttribute("Algorithm");
            if (algorithm == XmlNames.Enveloped && !isEnveloped && canonical is null)
                isEnveloped = true;
            else if (CanonicalXml.Knows(algorithm) && canonical is null)
                (canonical, prefixes) = (algorithm, PrefixesOf(transform));
            else
                forbidden ??= algorithm.Length > 0 ? algorithm : transform.Name;
        }

        if (element.All("Transforms", XmlNames.Signature).Count() > 1 || !element.HasAttribute("URI"))
            throw new XmlException(element.Name);
        var method = element.One("DigestMethod", XmlNames.Signature) ?? throw new XmlException("DigestMethod");
        var value = element.One("DigestValue", XmlNames.Signature) ?? throw new XmlException("DigestValue");
        return new XmlReference(element.GetAttribute("URI"), element.GetAttribute("Type"), isEnveloped, canonical, prefixes, XmlDigests.Of(method.GetAttribute("Algorithm")), value.Bytes()) { Forbidden = forbidden };
    }

    /// <summary>The list of prefixes beside an algorithm of the exclusive form.</summary>
    public static string? PrefixesOf(XmlElement method) =>
        method.GetAttribute("Algorithm") == XmlNames.Exclusive && method.One("InclusiveNamespaces", XmlNames.Exclusive) is { } list ? list.GetAttribute("PrefixList") : null;
}
