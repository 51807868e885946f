namespace VanLang.Kernel.Search;

/// <summary>
/// Finds entries of a catalogue (procedures, agencies, forms) by what people type: with or without marks, whole words or their beginnings, with
/// slips. In memory, immutable, for some thousands of entries; made anew when the catalogue changes.
/// </summary>
public sealed class CatalogueIndex<T>
{
    // An entry is shown when what was typed is covered so far, weighed by how telling the words are.
    private const double LeastCoverage = 0.55;
    private const double UnknownWord = 0.6;

    private readonly string[] _vocabulary;
    private readonly int[][] _entriesOfToken;
    private readonly double[] _weights;
    private readonly double _rarest;
    private readonly Entry[] _entries;

    /// <param name="items">Entries.</param>
    /// <param name="texts">Texts by which an entry is found, the name first.</param>
    public CatalogueIndex(IEnumerable<T> items, Func<T, IEnumerable<CatalogueText>> texts)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(texts);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        _entries = [.. items.Select(item => new Entry(item, [.. texts(item).Select(text => new Field(text, NumberOf))]))];
        _vocabulary = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        var entries = _vocabulary.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < _entries.Length; i++)
        {
            foreach (var token in _entries[i].Fields.SelectMany(field => field.Tokens.Concat(field.Joined)).Distinct())
                entries[token].Add(i);
        }
        _entriesOfToken = [.. entries.Select(list => list.ToArray())];
        _weights = [.. entries.Select(list => Math.Log(1 + ((double)_entries.Length / list.Count)))];
        _rarest = Math.Log(1 + _entries.Length);

        int NumberOf(string token)
        {
            if (!numbers.TryGetValue(token, out var number))
                numbers.Add(token, number = numbers.Count);
            return number;
        }
    }

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Length;

    /// <summary>The best entries, best first; equal ones in the order they were given. Nothing typed or nothing near: an empty list.</summary>
    /// <param name="query">As typed.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<CatalogueHit<T>> Find(string? query, int limit)
    {
        var typed = VietnameseFolding.Tokens(query);
        if (typed.Count == 0 || limit <= 0)
            return [];
        var marked = VietnameseFolding.HasMarks(query) ? VietnameseFolding.MarkedTokens(query) : [];
        var words = typed.Select((word, i) => WordOf(word, marked.Count > 0 ? marked[i] : null)).ToArray();
        var all = words.Sum(word => word.Weight);
        var phrase = string.Join(' ', typed);
        var hits = new List<(double Score, int Index)>();
        foreach (var index in Candidates(words, phrase))
        {
            var score = Score(_entries[index], words, all, phrase);
            if (score > 0)
                hits.Add((score, index));
        }
        return [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Index).Take(limit).Select(hit => new CatalogueHit<T>(_entries[hit.Index].Item, Math.Round(hit.Score, 4)))];
    }

    private IEnumerable<int> Candidates(Word[] words, string phrase)
    {
        // Words run together ("giaykhaisinh") are in no list of words.
        if (words is [{ Near.Count: 0 }] && phrase.Length >= 5)
            return Enumerable.Range(0, _entries.Length);
        return words.SelectMany(word => word.Near).SelectMany(token => _entriesOfToken[token]).Distinct();
    }

    private static double Score(Entry entry, Word[] words, double all, string phrase)
    {
        var (best, covered) = (0.0, new double[words.Length]);
        foreach (var field in entry.Fields)
        {
            var sum = 0.0;
            for (var i = 0; i < words.Length; i++)
            {
                var quality = field.Best(words[i]);
                covered[i] = Math.Max(covered[i], quality * field.Weight);
                sum += quality * words[i].Weight;
            }
            // All words in one text, in their order, in a short text: each is a better sign than words scattered over an entry.
            var share = sum / all;
            if (share < LeastCoverage)
                continue;
            var order = field.Folded.Contains(phrase, StringComparison.Ordinal) ? 0.2 : 0;
            var whole = share * 0.15 * Math.Min(1, (double)words.Length / Math.Max(1, field.Tokens.Length));
            best = Math.Max(best, field.Weight * (share + order + whole));
        }
        var together = 0.0;
        for (var i = 0; i < words.Length; i++)
            together += covered[i] * words[i].Weight / all;
        if (together >= LeastCoverage || best > 0)
            return Math.Max(best, together);
        var joined = phrase.Replace(" ", "", StringComparison.Ordinal);
        return joined.Length >= 5 && entry.Fields.Any(field => field.Compact.Contains(joined, StringComparison.Ordinal)) ? 0.5 : 0;
    }

    private Word WordOf(string folded, string? marked)
    {
        var (quality, near, exact, best) = (new double[_vocabulary.Length], new List<int>(), false, -1);
        for (var token = 0; token < _vocabulary.Length; token++)
        {
            quality[token] = TypoTolerance.Similarity(folded, _vocabulary[token]);
            exact |= quality[token] == 1;
        }
        for (var token = 0; token < quality.Length; token++)
        {
            // A word that exists is meant; what merely resembles it is noise.
            if (exact && quality[token] < 0.7)
                quality[token] = 0;
            if (quality[token] == 0)
                continue;
            near.Add(token);
            if (best < 0 || (quality[token], _weights[token]).CompareTo((quality[best], _weights[best])) > 0)
                best = token;
        }
        return new(marked, best < 0 ? UnknownWord * _rarest : _weights[best], quality, near);
    }

    private sealed record Entry(T Item, Field[] Fields);

    /// <summary>A typed word.</summary>
    /// <param name="Marked">With its marks, where the person typed any.</param>
    /// <param name="Quality">How near each word of the vocabulary is.</param>
    /// <param name="Near">Those that are near at all.</param>
    private sealed record Word(string? Marked, double Weight, double[] Quality, List<int> Near);

    private sealed class Field
    {
        internal Field(CatalogueText text, Func<string, int> numberOf)
        {
            Weight = text.Weight;
            Folded = VietnameseFolding.Fold(text.Text);
            Compact = Folded.Replace(" ", "", StringComparison.Ordinal);
            Tokens = [.. Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(numberOf)];
            Marked = [.. VietnameseFolding.MarkedTokens(text.Text)];
            // A code is also typed without its dots: 1.001193 and 1001193.
            Joined = [.. text.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Any(char.IsDigit) && !word.All(char.IsLetterOrDigit))
                .Select(word => numberOf(VietnameseFolding.Fold(word).Replace(" ", "", StringComparison.Ordinal)))];
        }

        internal double Weight { get; }

        internal string Folded { get; }

        internal string Compact { get; }

        internal int[] Tokens { get; }

        internal int[] Joined { get; }

        private string[] Marked { get; }

        internal double Best(Word word)
        {
            var best = 0.0;
            foreach (var token in Joined)
                best = Math.Max(best, word.Quality[token] == 1 ? 1 : 0);
            for (var i = 0; i < Tokens.Length; i++)
            {
                var quality = word.Quality[Tokens[i]];
                // Who types marks means them: the same letters under other marks are another word.
                if (quality == 1 && word.Marked is { } marked && Marked[i] != marked)
                    quality = 0.8;
                best = Math.Max(best, quality);
            }
            return best;
        }
    }
}

/// <summary>A text by which an entry of a catalogue is found.</summary>
/// <param name="Weight">1 for the name; less for what tells less (0.9 for other names people use, 0.5 for a description).</param>
public readonly record struct CatalogueText(string Text, double Weight);

/// <summary>An entry that was found.</summary>
/// <param name="Score">Larger is better; only the order means something.</param>
public readonly record struct CatalogueHit<T>(T Item, double Score);
