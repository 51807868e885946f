using System.Security.Cryptography;
using System.Text;
using System.Xml;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;

namespace VanLang.Signing.Containers;

/// <summary>A file that a manifest names.</summary>
/// <param name="Name">Path inside the container.</param>
/// <param name="Digest">Algorithm; null for one that is not known.</param>
/// <param name="Value">Digest of the file.</param>
internal sealed record ManifestReference(string Name, HashAlgorithmName? Digest, byte[] Value);

/// <summary>The list of files that a signature or time-stamp covers (ASiCManifest, EN 319 162-1, annex A.4).</summary>
/// <param name="Seal">The file with the signature or time-stamp over this list.</param>
internal sealed record ContainerManifest(string Seal, IReadOnlyList<ManifestReference> Files)
{
    private const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    private const string Signatures = "http://www.w3.org/2000/09/xmldsig#";

    /// <exception cref="XmlException">It is no such list.</exception>
    /// <exception cref="PdfLimitException">It is too large.</exception>
    public static ContainerManifest Read(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        var root = XmlInput.Read(bytes, budget).DocumentElement!;
        if (root.LocalName != "ASiCManifest" || root.NamespaceURI != Asic)
            throw new XmlException(root.Name);
        var seal = root.ChildNodes.OfType<XmlElement>().Where(element => element.LocalName == "SigReference" && element.NamespaceURI == Asic).ToList();
        if (seal.Count != 1)
            throw new XmlException("SigReference");
        return new ContainerManifest(
            PathOf(seal[0].GetAttribute("URI")),
            [.. root.ChildNodes.OfType<XmlElement>().Where(element => element.LocalName == "DataObjectReference" && element.NamespaceURI == Asic).Select(Reference)]);
    }

    /// <summary>The list as a file. The same files give the same bytes.</summary>
    /// <param name="sealType">Media type of the signature or time-stamp.</param>
    /// <param name="files">Names, media types and SHA-256 of the files.</param>
    public static byte[] Write(string seal, string sealType, IEnumerable<(string Name, string MediaType, byte[] Digest)> files)
    {
        var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("asic", "ASiCManifest", Asic);
            xml.WriteAttributeString("xmlns", "ds", null, Signatures);
            xml.WriteStartElement("asic", "SigReference", Asic);
            xml.WriteAttributeString("URI", UriOf(seal));
            xml.WriteAttributeString("MimeType", sealType);
            xml.WriteEndElement();
            foreach (var (name, mediaType, digest) in files)
            {
                xml.WriteStartElement("asic", "DataObjectReference", Asic);
                xml.WriteAttributeString("URI", UriOf(name));
                xml.WriteAttributeString("MimeType", mediaType);
                xml.WriteStartElement("ds", "DigestMethod", Signatures);
                xml.WriteAttributeString("Algorithm", XmlDigests.Sha256);
                xml.WriteEndElement();
                xml.WriteElementString("ds", "DigestValue", Signatures, Convert.ToBase64String(digest));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return written.ToArray();
    }

    /// <summary>The path of a file that a relative address inside a container names.</summary>
    /// <exception cref="XmlException">It names something else.</exception>
    public static string PathOf(string uri) =>
        uri.Length > 0 && !uri.Contains(':', StringComparison.Ordinal) && !uri.Contains('#', StringComparison.Ordinal) && !uri.Contains('?', StringComparison.Ordinal)
            ? Uri.UnescapeDataString(uri.StartsWith("./", StringComparison.Ordinal) ? uri[2..] : uri)
            : throw new XmlException($"URI={uri}");

    /// <summary>The address of a file of a container.</summary>
    public static string UriOf(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));

    private static ManifestReference Reference(XmlElement element)
    {
        var (method, value) = (Single(element, "DigestMethod"), Single(element, "DigestValue"));
        try
        {
            return new ManifestReference(PathOf(element.GetAttribute("URI")), XmlDigests.Of(method.GetAttribute("Algorithm")), Convert.FromBase64String(value.InnerText));
        }
        catch (FormatException)
        {
            throw new XmlException("DigestValue");
        }
    }

    private static XmlElement Single(XmlElement parent, string name) =>
        parent.ChildNodes.OfType<XmlElement>().Where(element => element.LocalName == name && element.NamespaceURI == Signatures).ToList() is [var single] ? single : throw new XmlException(name);
}
