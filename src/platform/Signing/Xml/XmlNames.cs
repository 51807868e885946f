using System.Xml;

namespace VanLang.Signing.Xml;

/// <summary>Namespaces and identifiers of XML signatures (XML Signature 1.1, RFC 9231) and of XAdES (EN 319 132-1).</summary>
internal static class XmlNames
{
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    public const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    public const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string Inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    public const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";

    public static bool Is(this XmlElement element, string name, string space) => element.LocalName == name && element.NamespaceURI == space;

    /// <summary>Child elements of that name.</summary>
    public static IEnumerable<XmlElement> All(this XmlElement parent, string name, string space) => parent.ChildNodes.OfType<XmlElement>().Where(child => child.Is(name, space));

    /// <summary>The one child of that name; null when there is none or more.</summary>
    public static XmlElement? One(this XmlElement parent, string name, string space) => parent.All(name, space).ToList() is [var single] ? single : null;

    /// <summary>What a child element holds in base64.</summary>
    /// <exception cref="XmlException">It is none.</exception>
    public static byte[] Bytes(this XmlElement element)
    {
        try
        {
            return Convert.FromBase64String(element.InnerText);
        }
        catch (FormatException fault)
        {
            throw new XmlException($"{element.Name}: {fault.Message}", fault);
        }
    }
}
