using System.Xml.Linq;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Decisions;

/// <summary>Reads a DMN file after those it imports, each once, however many ways lead to it.</summary>
/// <param name="find">Gives the text of an imported file, or null where there is none.</param>
internal sealed class ImportReader(Func<DmnImport, string?>? find)
{
    /// <summary>The most files that one model may bring together.</summary>
    private const int MaxFiles = 100;

    private readonly Dictionary<string, DmnFile?> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>The file; null where it is no DMN file. What is wrong is added to the problems.</summary>
    internal DmnFile? Read(string xml, List<FeelProblem> problems)
    {
        if (DmnXml.Read(xml, problems) is not { } root) return null;
        var space = root.Attribute("namespace")?.Value ?? "";
        open.Add(space);
        var imports = new List<(string Name, DmnFile File)>();
        foreach (var import in root.Children("import"))
        {
            var name = import.Attribute("name")?.Value ?? "";
            if (name.Length > 0 && imports.Exists(other => other.Name == name)) problems.Add(import.Problem("dmn.name.duplicate", name));
            else if (Import(import, problems) is { } file) imports.Add((name, file));
        }

        var read = ModelReader.Read(root, imports, problems);
        open.Remove(space);
        return read;
    }

    private DmnFile? Import(XElement import, List<FeelProblem> problems)
    {
        var space = import.Attribute("namespace")?.Value ?? "";
        if (import.Attribute("importType")?.Value is not { } type || !type.Contains("/DMN/", StringComparison.Ordinal))
        {
            problems.Add(import.Problem("dmn.import.type", import.Attribute("importType")?.Value ?? ""));
            return null;
        }

        if (open.Contains(space))
        {
            problems.Add(import.Problem("dmn.import.cycle", space));
            return null;
        }

        if (files.TryGetValue(space, out var known)) return known;
        if (files.Count >= MaxFiles || find?.Invoke(new(space, import.Attribute("locationURI")?.Value)) is not { } text)
        {
            problems.Add(import.Problem("dmn.import.missing", space));
            return null;
        }

        var inner = new List<FeelProblem>();
        var read = Read(text, inner);
        if (read is not null && read.Namespace != space) problems.Add(import.Problem("dmn.import.missing", space));
        // Lines of the imported file mean nothing here: its first fault is told at the import.
        if (inner.Count > 0) problems.Add(import.Problem("dmn.import.faulty", space, $"{inner[0].Line}", inner[0].Message));
        return files[space] = read;
    }
}
