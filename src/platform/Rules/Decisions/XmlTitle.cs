using System.Xml;

namespace VanLang.Rules.Decisions;

/// <summary>What a model is called by people: the name of its <c>definitions</c>.</summary>
static class XmlTitle
{
    /// <summary>Null where it has no name, or is no XML.</summary>
    public static string? Of(string content)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(content), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            reader.MoveToContent();
            return reader.GetAttribute("name");
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
