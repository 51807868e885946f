using System.Xml;
using System.Xml.Linq;

namespace VanLang.Processes.Deployment;

/// <summary>Opens a file of unknown origin: no document type, no entities, no network, a limit of size and of depth.</summary>
internal static class BpmnXml
{
    public const int MaxBytes = 2 * 1024 * 1024;
    public const int MaxDepth = 100;

    /// <summary>The document with line numbers, or null and the reason among the findings.</summary>
    public static XDocument? Load(byte[] content, FindingList findings)
    {
        if (content.Length > MaxBytes)
        {
            findings.File(FindingCodes.XmlTooLarge, 0, 0, "2");
            return null;
        }

        try
        {
            // Depth first, in a pass of its own: the tree is not built before it is known to be shallow.
            using (var scan = Open(content))
            {
                while (scan.Read())
                {
                    if (scan.Depth <= MaxDepth) continue;
                    var place = (IXmlLineInfo)scan;
                    findings.File(FindingCodes.XmlTooDeep, place.LineNumber, place.LinePosition, "100");
                    return null;
                }
            }

            using var reader = Open(content);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException problem)
        {
            // The reader gives no place for a forbidden document type.
            var doctype = content.AsSpan().IndexOf("<!DOCTYPE"u8);
            if (doctype >= 0) findings.File(FindingCodes.XmlDoctype, 1 + content.AsSpan(0, doctype).Count((byte)'\n'), 1);
            else findings.File(FindingCodes.XmlMalformed, problem.LineNumber, problem.LinePosition, problem.Message);
            return null;
        }
    }

    private static XmlReader Open(byte[] content) => XmlReader.Create(new MemoryStream(content, writable: false), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });
}
