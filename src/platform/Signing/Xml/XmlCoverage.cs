using System.Xml;
using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Xml;

/// <summary>What of a document is shown to readers, or read by programs, and stands in no canonical form of it: whoever changes it breaks no signature.</summary>
internal static class XmlCoverage
{
    /// <param name="document">The document without the signature.</param>
    /// <param name="isWhole">Whether it is signed as a document, not by the name of its element.</param>
    public static void Judge(XmlDocument document, XmlReference reference, bool isWhole, ReadingBudget budget, RemarkList remarks)
    {
        if (document.SelectSingleNode("//comment()") is not null)
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-comments");
        if (!isWhole && document.ChildNodes.OfType<XmlProcessingInstruction>().FirstOrDefault() is { } outside)
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-outside", outside.Name);
        if (reference.Canonical != XmlNames.Exclusive)
            return;
        var listed = (reference.Prefixes ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(prefix => prefix == "#default" ? "" : prefix).ToHashSet(StringComparer.Ordinal);
        var left = new SortedSet<string>(StringComparer.Ordinal);
        Used(document.DocumentElement!, listed, left, budget);
        if (left.Count > 0)
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-namespaces", string.Join(", ", left.Select(prefix => prefix.Length == 0 ? "xmlns" : prefix).Take(5)));
    }

    // The exclusive form leaves out a declaration that no name below it uses; a value may use it all the same.
    private static HashSet<string> Used(XmlElement element, HashSet<string> listed, SortedSet<string> left, ReadingBudget budget)
    {
        HashSet<string> used = [element.Prefix];
        foreach (var prefix in element.ChildNodes.OfType<XmlElement>().SelectMany(child => Used(child, listed, left, budget)))
        {
            budget.Step();
            used.Add(prefix);
        }

        foreach (var attribute in element.Attributes.OfType<XmlAttribute>())
        {
            if (!IsDeclaration(attribute) && attribute.Prefix.Length > 0)
                used.Add(attribute.Prefix);
        }

        foreach (var prefix in element.Attributes.OfType<XmlAttribute>().Where(IsDeclaration).Select(PrefixOf))
        {
            if (!used.Remove(prefix) && !listed.Contains(prefix))
                left.Add(prefix);
        }

        return used;
    }

    /// <summary>All prefixes that are declared in a document, the one without a name as <c>#default</c>.</summary>
    public static IEnumerable<string> Prefixes(XmlDocument document) =>
        document.SelectNodes("//*")!.OfType<XmlElement>().SelectMany(element => element.Attributes.OfType<XmlAttribute>()).Where(IsDeclaration).Select(PrefixOf)
            .Select(prefix => prefix.Length == 0 ? "#default" : prefix).Distinct().Order(StringComparer.Ordinal);

    private static bool IsDeclaration(XmlAttribute attribute) => attribute.NamespaceURI == "http://www.w3.org/2000/xmlns/";

    private static string PrefixOf(XmlAttribute declaration) => declaration.Prefix.Length == 0 ? "" : declaration.LocalName;
}
