using System.Xml;

namespace VanLang.Rules.Decisions;

/// <summary>What a model is called by people: the first sentence of its description, else its name.</summary>
static class XmlTitle
{
    /// <summary>Null where it has neither, or is no XML.</summary>
    public static string? Of(string content)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(content), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            reader.MoveToContent();
            string? name = reader.GetAttribute("name");
            // It stands before all that is decided.
            while (reader.Read() && reader.LocalName is not ("inputData" or "decision" or "businessKnowledgeModel" or "itemDefinition"))
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "description")
                    return reader.ReadElementContentAsString().Trim().Split(". ")[0].TrimEnd('.');
            }

            return name;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
