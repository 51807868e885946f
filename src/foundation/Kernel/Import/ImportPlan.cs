using System.Security.Cryptography;
using System.Text.Json;

namespace VanLang.Kernel.Import;

/// <summary>
/// What an import will do: rows compared with what is stored, by key and fingerprint. Rows that are stored but no longer in the file are
/// not touched; what ends gets a <c>validTo</c>.
/// </summary>
public sealed record ImportPlan<TRow>(IReadOnlyList<TRow> Added, IReadOnlyList<TRow> Changed, int Unchanged)
{
    public ImportCounts Counts => new(Added.Count, Changed.Count, Unchanged);
}

/// <summary>What an import did.</summary>
public readonly record struct ImportCounts(int Added, int Changed, int Unchanged)
{
    public static ImportCounts operator +(ImportCounts left, ImportCounts right) => Add(left, right);

    public static ImportCounts Add(ImportCounts left, ImportCounts right) =>
        new(left.Added + right.Added, left.Changed + right.Changed, left.Unchanged + right.Unchanged);
}

/// <summary>Makes plans.</summary>
public static class ImportPlan
{
    /// <summary>Compares rows with what is stored.</summary>
    /// <param name="rows">Rows of a file without problems.</param>
    /// <param name="key">Key of a row, unique in the file.</param>
    /// <param name="stored">Fingerprints of the stored rows by key, as <see cref="FingerprintOf"/> gave them when they were stored.</param>
    public static ImportPlan<TRow> Compare<TRow>(IEnumerable<TRow> rows, Func<TRow, string> key, IReadOnlyDictionary<string, string> stored)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(stored);
        var (added, changed, unchanged) = (new List<TRow>(), new List<TRow>(), 0);
        foreach (var row in rows)
        {
            if (!stored.TryGetValue(key(row), out var fingerprint))
                added.Add(row);
            else if (fingerprint != FingerprintOf(row))
                changed.Add(row);
            else
                unchanged++;
        }
        return new(added, changed, unchanged);
    }

    /// <summary>SHA-256 (hex, lower case) of the row as JSON: equal rows have equal fingerprints, however the file was laid out.</summary>
    public static string FingerprintOf<TRow>(TRow row) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(row, ImportJson.Options)));
}
