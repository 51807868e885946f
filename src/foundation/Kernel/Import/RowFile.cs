using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VanLang.Kernel.Import;

/// <summary>
/// Reads a file whose root is an object of lists row by row, so that its length does not matter to memory: what it holds at a time is one row and, to find
/// keys given twice, the keys. Each row is held against its type as <see cref="ImportFile"/> does it.
/// </summary>
public static class RowFile
{
    /// <summary>Reads all of it, from the beginning to the end or to where it is broken.</summary>
    /// <typeparam name="TFile">Type of the root; its lists are rows, anything else is its head.</typeparam>
    public static IEnumerable<RowRead> Read<TFile>(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Reading(path, ImportJson.Options.GetTypeInfo(typeof(TFile))).Rows();
    }

    sealed class Reading(string path, JsonTypeInfo root)
    {
        readonly string file = Path.GetFileName(path);
        readonly HashSet<string> members = new(StringComparer.Ordinal);
        readonly Dictionary<(string List, string Field, string Key), (int Index, int Line)> keys = [];

        public IEnumerable<RowRead> Rows()
        {
            if (!File.Exists(path))
            {
                yield return Faulty(null, ImportCodes.FileMissing);
                yield break;
            }

            using FileStream stream = File.OpenRead(path);
            RowSplitter splitter = new(stream);
            while (splitter.Next() is { } raw)
                yield return Read(raw);
            if (splitter.Broken is var (code, line, values))
                yield return Faulty(line, code, values);
            else if (root.Properties.Where(property => ImportShape.IsNeeded(property) && !members.Contains(property.Name)).Select(property => property.Name).FirstOrDefault() is { } missing)
                yield return Faulty(1, ImportCodes.MissingField, missing);
        }

        RowRead Read(RawRow raw)
        {
            JsonPropertyInfo? property = root.Properties.FirstOrDefault(candidate => candidate.Name == raw.Member);
            if (property is null)
                return Faulty(raw.Line, ImportCodes.UnknownField, raw.Member, string.Join(", ", root.Properties.Select(p => p.Name)));
            if (raw.Index is null or 0 && !members.Add(raw.Member))
                return Faulty(raw.Line, ImportCodes.RepeatedField, raw.Member);
            bool isRow = raw.Index is not null;
            Type type = isRow ? ImportJson.Options.GetTypeInfo(property.PropertyType).ElementType ?? property.PropertyType : property.PropertyType;
            string where = isRow ? $"{raw.Member}[{raw.Index}]" : raw.Member;
            if (ImportFile.Unstorable(raw.Json, file, where, raw.Line) is { } unstorable)
                return new(raw.Member, raw.Index, null, unstorable);
            (JsonTree? tree, string code, int line, object[] values) = JsonTree.Parse(raw.Json, raw.Line);
            if (tree is null)
                return Faulty(line, code, values);
            ImportReport report = new(file, tree, where);
            if (tree.Root.Kind == JsonValueKind.Null && !isRow && !ImportShape.IsNeeded(property))
                return new(raw.Member, null, null, report);
            new ImportShape(tree, report).Check(tree.Root, type, where);
            if (isRow && report.Problems.Count == 0)
                CheckKeys(raw, type, tree, report);
            return new(raw.Member, raw.Index, report.Problems.Count == 0 ? JsonSerializer.Deserialize(tree.Bytes, type, ImportJson.Options) : null, report);
        }

        void CheckKeys(RawRow raw, Type type, JsonTree tree, ImportReport report)
        {
            foreach (JsonPropertyInfo key in ImportJson.Options.GetTypeInfo(type).Properties.Where(ImportShape.IsKey))
            {
                JsonTreeNode? value = tree.Root.Members.FirstOrDefault(member => member.Name == key.Name).Value;
                if (value is not { Kind: JsonValueKind.String or JsonValueKind.Number })
                    continue;
                string text = JsonSerializer.Deserialize<JsonElement>(tree.Slice(value)).ToString();
                if (keys.TryGetValue((raw.Member, key.Name, text), out var first))
                    report.Add($"{raw.Member}[{raw.Index}].{key.Name}", value.Line, ImportCodes.DuplicateKey, ImportTexts.Of(ImportCodes.DuplicateKey, text, $"{raw.Member}[{first.Index}]", first.Line));
                else
                    keys[(raw.Member, key.Name, text)] = (raw.Index!.Value, value.Line);
            }
        }

        RowRead Faulty(int? line, string code, params object[] values)
        {
            ImportReport report = new(file, null);
            report.Add("", line, code, ImportTexts.Of(code, values));
            return new("", null, null, report);
        }
    }
}

/// <summary>A row of a file, or a part of its head.</summary>
/// <param name="List">The member of the root it stands in; empty for what concerns the file as a whole.</param>
/// <param name="Index">Its place in the list, from 0; null for the head.</param>
/// <param name="Value">The row; null where it has problems, or stands in the head.</param>
/// <param name="Report">Takes what else is found wrong with it.</param>
public sealed record RowRead(string List, int? Index, object? Value, ImportReport Report)
{
    /// <summary>Path of the row in the file: <c>officials[3]</c>.</summary>
    public string Path => Index is null ? List : $"{List}[{Index}]";
}
