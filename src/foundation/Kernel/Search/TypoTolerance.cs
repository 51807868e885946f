namespace VanLang.Kernel.Search;

/// <summary>How near a typed word is to a known one. For the catalogue only: where a miss loses rights, as in registers, search is exact.</summary>
public static class TypoTolerance
{
    /// <summary>
    /// 1 for the same word, less for a beginning of it or a slip of the fingers (one letter missing, extra, wrong, or two swapped; two slips in
    /// words of seven letters or more), 0 for another word. Both words folded.
    /// </summary>
    public static double Similarity(string typed, string known)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(known);
        if (typed == known)
            return 1;
        if (typed.Length == 0 || known.Length == 0)
            return 0;
        // A beginning counts more the more of the word is typed; one letter says nothing.
        if (typed.Length > 1 && known.StartsWith(typed, StringComparison.Ordinal))
            return 0.7 + (0.2 * typed.Length / known.Length);
        // Numbers are never slips: procedure codes differ by one digit.
        if (char.IsDigit(typed[0]) || char.IsDigit(known[0]))
            return 0;
        var allowed = typed.Length < 3 ? 0 : typed.Length < 7 ? 1 : 2;
        if (SameButForY(typed, known))
            return 0.9;
        if (Math.Abs(typed.Length - known.Length) > allowed)
            return 0;
        var distance = Distance(typed, known);
        if (distance > allowed)
            return 0;
        var longer = Math.Max(typed.Length, known.Length);
        var sameStart = typed[0] == known[0];
        // In words of three letters one slip makes another common word, so it needs the same beginning and counts little.
        return longer <= 3 && !sameStart ? 0 : Math.Max(0.25, 0.85 - ((double)distance / longer)) - (sameStart ? 0 : 0.1);
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var rows = b.Length < 64 ? stackalloc int[3 * (b.Length + 1)] : new int[3 * (b.Length + 1)];
        var before = rows[..(b.Length + 1)];
        var previous = rows.Slice(b.Length + 1, b.Length + 1);
        var current = rows[(2 * (b.Length + 1))..];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            var free = before;
            before = previous;
            previous = current;
            current = free;
        }
        return previous[b.Length];
    }

    // kỹ and kĩ, lý and lí: two spellings of one word, not a slip.
    private static bool SameButForY(string a, string b)
    {
        if (a.Length != b.Length || a.Length < 2)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && !((a[i] is 'i' or 'y') && (b[i] is 'i' or 'y')))
                return false;
        }
        return true;
    }
}
