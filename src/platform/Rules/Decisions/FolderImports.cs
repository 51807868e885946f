using System.Xml;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Decisions;

/// <summary>Finds imported files among the DMN files of a folder, by their namespace.</summary>
internal sealed class FolderImports(string folder)
{
    private readonly Lazy<Dictionary<string, string>> files = new(() => Read(folder));

    internal string? Find(DmnImport import) => files.Value.TryGetValue(import.Namespace, out var path) ? File.ReadAllText(path) : null;

    private static Dictionary<string, string> Read(string folder)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.dmn").Order(StringComparer.Ordinal))
        {
            try
            {
                using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
                // Of several versions the first is the one without a day.
                if (reader.MoveToContent() == XmlNodeType.Element && reader.GetAttribute("namespace") is { } space) found.TryAdd(space, path);
            }
            catch (XmlException)
            {
                // A broken file is reported where it is read itself.
            }
        }

        return found;
    }
}
