using System.Xml.Linq;

namespace VanLang.Rules.Decisions;

/// <summary>A DMN file that was read, with the files it imports.</summary>
/// <param name="root">Its element <c>definitions</c>.</param>
/// <param name="imports">Imported files with the name of the import; an empty name brings their names without a prefix (DMN 1.5 §6.3.3), of several the first.</param>
/// <param name="types">Its types.</param>
/// <param name="texts">Reads its texts.</param>
internal sealed class DmnFile(XElement root, IReadOnlyList<(string Name, DmnFile File)> imports, ItemTypes types, DmnTexts texts)
{
    internal XElement Root => root;

    internal string Namespace => root.Attribute("namespace")?.Value ?? "";

    internal ItemTypes Types => types;

    internal DmnTexts Texts => texts;

    /// <summary>Elements by id, in the order of the file, input data first.</summary>
    internal OrderedDictionary<string, Element> Elements { get; } = new(StringComparer.Ordinal);

    /// <summary>All decision tables, in the order of the file.</summary>
    internal List<TableNode> Tables { get; } = [];

    /// <summary>Elements that may be named without a prefix: the file's own, then those of imports without a name.</summary>
    internal IEnumerable<Element> Visible => Elements.Values.Concat(imports.Where(import => import.Name.Length == 0).SelectMany(import => import.File.Visible));

    /// <summary>The element that a reference such as <c>#id</c> or <c>namespace#id</c> means, with the import that leads to it; null if there is none.</summary>
    internal Need? Find(string reference)
    {
        var hash = reference.LastIndexOf('#');
        var (space, id) = hash < 0 ? ("", reference) : (reference[..hash], reference[(hash + 1)..]);
        if ((space.Length == 0 || space == Namespace) && Elements.TryGetValue(id, out var own)) return new(null, own);
        foreach (var (name, file) in imports)
        {
            if (name.Length == 0 && file.Find(reference) is { } through) return through;
            if (file.Namespace == space && file.Elements.TryGetValue(id, out var element)) return new(name.Length == 0 ? null : name, element);
        }

        return null;
    }
}
