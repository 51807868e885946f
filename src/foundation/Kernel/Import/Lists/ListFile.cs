using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VanLang.Kernel.Data;

namespace VanLang.Kernel.Import.Lists;

/// <summary>
/// A list as JSON Lines: the first line is its head (<c>list</c>, <c>name</c>, <c>source</c>, <c>verified</c>, <c>label</c>), every further line a row (<c>key</c>,
/// <c>name</c>, <c>parent</c>). It is read line by line, so its length does not matter to memory.
/// </summary>
static class ListFile
{
    const int MostProblems = 100;

    /// <summary>Reads all of it once: what is wrong, how long it is, and its hashes.</summary>
    public static async Task<CheckedList> Check(string path, CancellationToken cancellationToken)
    {
        string file = Path.GetFileName(path);
        if (!File.Exists(path))
            return new(null, 0, "", "", [Problem(file, null, ImportCodes.FileMissing)]);
        List<ImportProblem> problems = [];
        Dictionary<string, int> keys = new(StringComparer.Ordinal);
        ListHead? head = null;
        int rows = 0;
        using RowsHash rowsHash = new();
        await foreach ((int number, string line) in Lines(path, cancellationToken))
        {
            if (Bad(line) is { } bad)
            {
                problems.Add(Problem(file, number, ImportCodes.Unstorable, bad) with { Field = Field(line) });
                if (problems.Count >= MostProblems)
                    break;
                continue;
            }

            try
            {
                if (number == 1)
                {
                    head = JsonSerializer.Deserialize<ListHead>(line, ImportJson.Options)!;
                    if (head.List.Length == 0 || head.Name.Length == 0 || head.Source.Length == 0)
                        problems.Add(Problem(file, number, ImportCodes.Empty));
                    continue;
                }

                ListRow row = Row(line);
                rows++;
                rowsHash.Add(row.Key, row.Name, row.Parent);
                if (row.Key.Length == 0 || row.Name.Length == 0)
                    problems.Add(Problem(file, number, ImportCodes.Empty));
                else if (!keys.TryAdd(row.Key, number))
                    problems.Add(Problem(file, number, ImportCodes.DuplicateKey, row.Key, file, keys[row.Key]));
            }
            catch (JsonException broken)
            {
                problems.Add(new(file, number, "$", broken.Path, ImportCodes.BrokenJson, "Dòng không đúng dạng: cần một đối tượng JSON với đúng các trường đã nêu.", "The line is not as it must be: a JSON object with exactly the fields named."));
            }

            if (problems.Count >= MostProblems)
                break;
        }

        if (head is null && problems.Count == 0)
            problems.Add(Problem(file, 1, ImportCodes.Empty));
        if (problems.Count > 0)
            return new(null, rows, "", "", problems);
        await using FileStream content = File.OpenRead(path);
        return new(head, rows, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)), rowsHash.Finish(), []);
    }

    /// <summary>Rows of a checked file from a place on.</summary>
    public static async IAsyncEnumerable<(int Number, ListRow Row)> Rows(string path, int after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((int number, string line) in Lines(path, cancellationToken))
        {
            if (number - 1 > after)
                yield return (number - 1, Row(line));
        }
    }

    // Bare in the line it is no JSON at all, escaped it is, and would fail only where it is stored.
    static string? Bad(string line) => StorableText.Bad(line) ?? (StorableJson.Find(line) is [var found, ..] ? found.Character : null);

    static string? Field(string line) => StorableJson.Find(line) is [{ Path.Length: > 0 } found, ..] ? found.Path : null;

    static ListRow Row(string line) => JsonSerializer.Deserialize<ListRow>(line, ImportJson.Options)!;

    static async IAsyncEnumerable<(int Number, string Line)> Lines(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false));
        int number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            yield return (number, line);
        }
    }

    static ImportProblem Problem(string file, int? line, string code, params object[] values)
    {
        (string vi, string en) = ImportTexts.Of(code, values);
        return new(file, line, "$", null, code, vi, en);
    }
}

/// <summary>The first line of a list.</summary>
/// <param name="List">Key of the list, kebab-case.</param>
sealed record ListHead(string List, string Name, string Source, bool Verified, string? Label);

/// <summary>A row of a list.</summary>
/// <param name="Parent">Key of the row it belongs to, in the same list or another.</param>
sealed record ListRow(string Key, string Name, string? Parent);

/// <summary>A file that was read once; without problems it has a head.</summary>
sealed record CheckedList(ListHead? Head, int Rows, string Sha256, string RowsSha256, IReadOnlyList<ImportProblem> Problems);
