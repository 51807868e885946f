using System.Text.Json;

namespace VanLang.Kernel.Import;

/// <summary>Collects the problems of one file and finds row and line of each.</summary>
public sealed class ImportReport
{
    private readonly List<ImportProblem> _problems = [];
    private readonly JsonTree? _tree;
    private readonly string _root;

    /// <param name="root">Path of the tree in the file; empty where it is the whole.</param>
    internal ImportReport(string file, JsonTree? tree, string root = "") => (File, _tree, _root) = (file, tree, root);

    /// <summary>Name of the file.</summary>
    public string File { get; }

    public IReadOnlyList<ImportProblem> Problems => _problems;

    /// <summary>Adds a problem of a room's own check.</summary>
    /// <param name="path">Where, as <c>people[3].positions[0].role</c>; empty for the head of the file.</param>
    /// <param name="code">Stable code.</param>
    public void Add(string path, string code, string reasonVi, string reasonEn)
    {
        ArgumentNullException.ThrowIfNull(path);
        Add(path, Nearest(path)?.Line, code, (reasonVi, reasonEn));
    }

    /// <summary>Adds a value that names something which does not exist.</summary>
    /// <param name="path">Where the reference stands.</param>
    /// <param name="value">What it names.</param>
    /// <param name="where">The file or list in which it should be.</param>
    public void AddUnknownReference(string path, string value, string where) =>
        Add(path, Nearest(path)?.Line, ImportCodes.UnknownReference, ImportTexts.Of(ImportCodes.UnknownReference, value, where));

    /// <summary>Adds a field that may not be empty and is.</summary>
    public void AddEmpty(string path) => Add(path, Nearest(path)?.Line, ImportCodes.Empty, ImportTexts.Of(ImportCodes.Empty));

    internal void Add(string path, int? line, string code, (string Vi, string En) reason)
    {
        var (row, field) = Split(path);
        _problems.Add(new(File, line, row, field, code, reason.Vi, reason.En));
    }

    internal string RowOf(string path) => Split(path).Row;

    private JsonTreeNode? Nearest(string path) => _tree?.Nearest(path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..] : path);

    private (string Row, string? Field) Split(string path)
    {
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (close < 0)
            return ("$", path.Length == 0 ? null : path);
        var row = path[..(close + 1)];
        var field = path[(close + 1)..].TrimStart('.');
        return (Named(row), field.Length == 0 ? null : field);
    }

    private string Named(string row)
    {
        if (_tree is null)
            return row;
        var names = Nearest(row)!.Members.Where(member => member is { Name: "id" or "code" or "key" or "date", Value.Kind: JsonValueKind.String });
        return names.Select(member => $"{row} ({JsonSerializer.Deserialize<string>(_tree.Slice(member.Value))})").FirstOrDefault(row);
    }
}
