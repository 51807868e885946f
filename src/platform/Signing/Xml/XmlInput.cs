using System.Xml;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Xml;

/// <summary>
/// Reads XML of strangers: no document type, nothing from outside, no more depth, elements and characters than a true file has. The canonical form of the framework calls itself once for each
/// level, so that depth is looked at before anything is built.
/// </summary>
internal static class XmlInput
{
    /// <summary>Largest XML file, in bytes.</summary>
    public const int Largest = 20 * 1024 * 1024;

    private const int MostDepth = 100;
    private const int MostNodes = 500_000;
    private const int MostAttributes = 200;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Largest, MaxCharactersFromEntities = 0, CheckCharacters = true,
    };

    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    /// <exception cref="PdfLimitException">It asks for more than a check may take.</exception>
    public static XmlDocument Read(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        if (bytes.Length > Largest)
            throw new PdfLimitException("XML");
        var content = bytes.ToArray();
        using (var reader = XmlReader.Create(new MemoryStream(content, false), Settings))
        {
            for (var nodes = 0; reader.Read();)
            {
                budget.Step();
                if (reader.Depth > MostDepth || ++nodes > MostNodes || reader.AttributeCount > MostAttributes)
                    throw new PdfLimitException("XML");
            }
        }

        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var second = XmlReader.Create(new MemoryStream(content, false), Settings);
        document.Load(second);
        return document;
    }
}
