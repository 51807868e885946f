using System.Security.Cryptography.Xml;
using System.Xml;

namespace VanLang.Signing.Xml;

/// <summary>Canonical forms (C14N 1.0 and exclusive, both without comments), by the framework. What is asked for is copied first, so that nothing else of the document is in reach.</summary>
internal static class CanonicalXml
{
    /// <summary>Whether a form is known.</summary>
    public static bool Knows(string algorithm) => algorithm is XmlNames.Exclusive or XmlNames.Inclusive;

    /// <summary>An element as it stands in its document.</summary>
    /// <param name="prefixes">Prefixes that the exclusive form treats like the other one, divided by spaces; null for none.</param>
    public static byte[] Of(XmlElement element, string algorithm, string? prefixes)
    {
        var alone = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var copy = (XmlElement)alone.AppendChild(alone.ImportNode(element, true))!;
        for (var above = element.ParentNode as XmlElement; above is not null; above = above.ParentNode as XmlElement)
        {
            // Declarations are in force below; other attributes of the namespace "xml" are inherited in the form of 1.0 alone.
            foreach (var inherited in above.Attributes.OfType<XmlAttribute>().Where(attribute => attribute.NamespaceURI == "http://www.w3.org/2000/xmlns/"
                || (algorithm == XmlNames.Inclusive && attribute.NamespaceURI == "http://www.w3.org/XML/1998/namespace")))
            {
                if (!copy.HasAttribute(inherited.LocalName, inherited.NamespaceURI))
                    copy.SetAttributeNode((XmlAttribute)alone.ImportNode(inherited, true));
            }
        }

        return Of(alone, algorithm, prefixes);
    }

    /// <summary>A whole document, what stands before and behind its element included.</summary>
    public static byte[] Of(XmlDocument document, string algorithm, string? prefixes)
    {
        Transform transform = algorithm switch
        {
            XmlNames.Exclusive => new XmlDsigExcC14NTransform(false, prefixes),
            XmlNames.Inclusive => new XmlDsigC14NTransform(false),
            _ => throw new XmlException(algorithm),
        };
        transform.Resolver = null;
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        var bytes = new MemoryStream();
        output.CopyTo(bytes);
        return bytes.ToArray();
    }
}
