using System.Xml;

namespace VanLang.Kernel.Files;

/// <summary>Checks that an XML file is well formed (XML 1.0), has no document type and is no web page.</summary>
internal static class XmlInspector
{
    private const long MostCharacters = 64 * 1024 * 1024;

    public static Inspection Inspect(Stream content, CancellationToken cancellationToken)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
            CloseInput = false,
        };
        var rooted = false;
        try
        {
            using var reader = XmlReader.Create(content, settings);
            for (var nodes = 0; reader.Read(); nodes++)
            {
                if (nodes % 1024 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (rooted || reader.NodeType != XmlNodeType.Element)
                    continue;
                rooted = true;
                if (reader.LocalName is "html" or "svg" or "script")
                    return Inspection.Refuse(FileRefusal.WebPage);
            }

            return Inspection.Accept(FileKind.Xml);
        }
        catch (XmlException)
        {
            return Inspection.Refuse(!rooted && HasDocumentType(content) ? FileRefusal.XmlUnsafe : FileRefusal.Damaged);
        }
        catch (ArgumentException)
        {
            // An encoding that the machine does not know.
            return Inspection.Refuse(FileRefusal.Damaged);
        }
    }

    private static bool HasDocumentType(Stream content)
    {
        content.Position = 0;
        var head = new byte[FileSignatures.Length];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.Latin1.GetString(head, 0, length).Replace("\0", "", StringComparison.Ordinal)
            .Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
    }
}
