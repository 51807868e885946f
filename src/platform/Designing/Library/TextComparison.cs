using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VanLang.Designing.Library;

/// <summary>Two texts side by side, line by line: what differs, with the lines around it.</summary>
static class TextComparison
{
    const int Around = 3;

    /// <summary>Rows to show; a row without both sides stands for lines that are left out.</summary>
    public static IReadOnlyList<ComparedLineView> Of(string before, string after)
    {
        SideBySideDiffModel model = SideBySideDiffBuilder.Diff(before, after, ignoreWhiteSpace: false, ignoreCase: false);
        List<ComparedLineView> rows = [];
        bool isLeftOut = false;
        for (int i = 0; i < model.NewText.Lines.Count; i++)
        {
            if (!Enumerable.Range(i - Around, (2 * Around) + 1).Any(near => near >= 0 && near < model.NewText.Lines.Count && model.NewText.Lines[near].Type != ChangeType.Unchanged))
            {
                if (!isLeftOut && rows.Count > 0)
                    rows.Add(new(null, null, null, null, IsDifferent: false));
                isLeftOut = true;
                continue;
            }

            isLeftOut = false;
            DiffPiece old = model.OldText.Lines[i], now = model.NewText.Lines[i];
            rows.Add(new(old.Position, old.Text, now.Position, now.Text, now.Type != ChangeType.Unchanged));
        }

        return rows;
    }
}

/// <summary>A line before and after.</summary>
/// <param name="Old">Its number before, from 1; null where it was not there.</param>
/// <param name="New">Its number after.</param>
public sealed record ComparedLineView(int? Old, string? Before, int? New, string? After, bool IsDifferent)
{
    public bool IsGap => Before is null && After is null;
}
