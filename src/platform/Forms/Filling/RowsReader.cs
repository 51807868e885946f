using System.Globalization;
using Microsoft.Extensions.Primitives;
using VanLang.Forms.Contracts;
using VanLang.Forms.Showing;

namespace VanLang.Forms.Filling;

/// <summary>Reads the rows of a repeated group: each as a page of its own, then one more or one less, where a button asked for it.</summary>
internal sealed class RowsReader(SchemaField list, RowsAnswer draft, IReadOnlyDictionary<string, StringValues> posted, FormContext context, bool isRefresh)
{
    /// <summary>Whether a button about rows was pressed: then the page is shown again and nothing is complained of.</summary>
    public static bool IsAsked(IReadOnlyDictionary<string, StringValues> posted) => posted.ContainsKey(InputNames.AddRow) || posted.ContainsKey(InputNames.DropRow);

    public RowsReading Read()
    {
        var shown = Shown();
        var byRow = Enumerable.Range(0, shown).Select(_ => new Dictionary<string, StringValues>(StringComparer.Ordinal)).ToList();
        foreach (var (name, values) in posted)
            if (name.Length > list.Key.Length + 1 && name[list.Key.Length] == '.' && name.StartsWith(list.Key, StringComparison.Ordinal)
                && name.IndexOf('.', list.Key.Length + 1) is var end and > 0
                && int.TryParse(name.AsSpan(list.Key.Length + 1, end - list.Key.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < shown)
                byRow[row][name[(end + 1)..]] = values;

        var readings = byRow.Select((values, i) =>
            new PageReader(list.Row!, list.Row!.Pages[0], i < draft.Rows.Count ? draft.Rows[i] : FormAnswers.None, values, context, isRefresh).Read()).ToList();
        if (Dropped() is { } dropped && dropped < readings.Count)
            readings.RemoveAt(dropped);
        var answers = readings.Select(reading => reading.Answers).ToList();
        if (posted.GetValueOrDefault(InputNames.AddRow) == list.Key && answers.Count < list.MaxRows)
            answers.Add(FormAnswers.None);

        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new List<FormError>();
        var revealed = new List<string>();
        for (var i = 0; i < readings.Count; i++)
        {
            var prefix = RowNames.Prefix(list, i);
            foreach (var (name, text) in readings[i].Typed)
                typed[prefix + name] = text;
            errors.AddRange(readings[i].Errors.Select(error => RowNames.In(list, i, error)));
            revealed.AddRange(readings[i].Revealed.Select(key => prefix + key));
        }

        return new(new(answers), errors, typed, revealed);
    }

    // A number that the page cannot have shown is not believed; what the draft has stays then.
    private int Shown() =>
        int.TryParse(posted.GetValueOrDefault(RowNames.Count(list)), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows <= list.MaxRows
            ? rows
            : Math.Min(draft.Rows.Count, list.MaxRows);

    private int? Dropped() =>
        posted.GetValueOrDefault(InputNames.DropRow).ToString() is { } asked && asked.StartsWith(list.Key + ".", StringComparison.Ordinal)
            && int.TryParse(asked.AsSpan(list.Key.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? row
            : null;
}

/// <summary>What was posted for a repeated group.</summary>
/// <param name="Answer">Its rows with their good answers.</param>
/// <param name="Errors">What is wrong in rows, named as on the page.</param>
/// <param name="Typed">What was typed, by input name of the page.</param>
/// <param name="Revealed">Fields that are seen only now.</param>
internal sealed record RowsReading(RowsAnswer Answer, IReadOnlyList<FormError> Errors, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<string> Revealed);
