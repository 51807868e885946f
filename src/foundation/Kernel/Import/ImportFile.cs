using System.Text;
using System.Text.Json;
using VanLang.Kernel.Data;

namespace VanLang.Kernel.Import;

/// <summary>
/// Reads files of <c>province/</c>. A file is read whole and held against its type before anything is used of it: either the value is there
/// and there is no problem, or the problems are there and no value. How files are written: <see cref="ImportJson"/>.
/// </summary>
public static class ImportFile
{
    /// <summary>Largest file taken, in bytes: beyond it, something else was given by mistake.</summary>
    public const int LargestBytes = 64_000_000;

    /// <summary>Reads a file. A missing file is a problem, not an exception.</summary>
    public static ImportRead<T> Read<T>(string path)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            return Faulty<T>(file.Name, ImportCodes.FileMissing);
        if (file.Length > LargestBytes)
            return Faulty<T>(file.Name, ImportCodes.FileTooLarge, file.Length / 1_000_000, LargestBytes / 1_000_000);
        return Read<T>(File.ReadAllBytes(path), file.Name);
    }

    /// <summary>Reads the rest of a stream.</summary>
    /// <param name="stream">Open for reading; it is not closed.</param>
    /// <param name="fileName">Name to show in problems.</param>
    public static ImportRead<T> Read<T>(Stream stream, string fileName)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.Length > LargestBytes
            ? Faulty<T>(fileName, ImportCodes.FileTooLarge, memory.Length / 1_000_000, LargestBytes / 1_000_000)
            : Read<T>(memory.ToArray(), fileName);
    }

    /// <summary>Reads every <c>*.json</c> of a folder, by name; files named <c>*.schema.json</c> are left out.</summary>
    public static IReadOnlyList<ImportRead<T>> ReadFolder<T>(string folder)
        where T : class =>
        [.. Directory.EnumerateFiles(folder, "*.json")
            .Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read<T>)];

    private static ImportRead<T> Read<T>(byte[] bytes, string fileName)
        where T : class
    {
        if (Unstorable(bytes, fileName) is { } unstorable)
            return new(unstorable, null);
        var (tree, code, line, values) = JsonTree.Parse(bytes);
        var report = new ImportReport(fileName, tree);
        if (tree is null)
        {
            report.Add("", line, code, ImportTexts.Of(code, values));
            return new(report, null);
        }
        new ImportShape(tree, report).Check(tree.Root, typeof(T), "");
        return new(report, report.Problems.Count == 0 ? JsonSerializer.Deserialize<T>(tree.Bytes, ImportJson.Options) : null);
    }

    /// <summary>A report of the characters that no database can hold; null where there is none. Their rows are named by number: a key may be among them.</summary>
    /// <param name="where">Path of the text in the file; empty where it is the whole.</param>
    /// <param name="firstLine">Line of the file on which it begins.</param>
    internal static ImportReport? Unstorable(ReadOnlySpan<byte> bytes, string fileName, string where = "", int firstLine = 1)
    {
        var found = StorableJson.Find(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        if (found.Count == 0)
            return null;
        var report = new ImportReport(fileName, null);
        foreach (var bad in found)
            report.Add(where.Length == 0 || bad.Path.Length == 0 || bad.Path[0] == '[' ? where + bad.Path : $"{where}.{bad.Path}", bad.Line + firstLine - 1, ImportCodes.Unstorable, ImportTexts.Of(ImportCodes.Unstorable, bad.Character));
        return report;
    }

    private static ImportRead<T> Faulty<T>(string fileName, string code, params object[] values)
        where T : class
    {
        var report = new ImportReport(fileName, null);
        report.Add("", null, code, ImportTexts.Of(code, values));
        return new(report, null);
    }
}

/// <summary>What came of reading one file.</summary>
public sealed class ImportRead<T>
    where T : class
{
    private readonly ImportReport _report;
    private readonly T? _value;

    internal ImportRead(ImportReport report, T? value) => (_report, _value) = (report, value);

    /// <summary>Name of the file.</summary>
    public string File => _report.File;

    /// <summary>The content; null as soon as there is one problem.</summary>
    public T? Value => IsFaulty ? null : _value;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<ImportProblem> Problems => [.. _report.Problems.OrderBy(problem => problem.Line ?? 0)];

    public bool IsFaulty => _value is null || _report.Problems.Count > 0;

    /// <summary>Lets a room check what types cannot say (references, rules between fields). Not called on a file that is faulty already.</summary>
    public ImportRead<T> Check(Action<T, ImportReport> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (Value is { } value)
            check(value, _report);
        return this;
    }
}
