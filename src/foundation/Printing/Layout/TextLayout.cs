using System.Text;
using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Layout;

/// <summary>A line of text with everything at its place.</summary>
internal sealed record TextLine(IReadOnlyList<PlacedRun> Runs, double Width, double Height, double Baseline);

/// <summary>A run of one style, or a place kept for a field.</summary>
internal sealed record PlacedRun(double X, double Width, string Text, FaceKey Face, bool Underline, ReserveInline? Field, bool Crossed = false);

/// <summary>Breaks a text into lines: greedy, at spaces; a word wider than the line is cut where it must be.</summary>
internal sealed class TextLayout(string template, TextStyle style, ISet<string> missing)
{
    // ☐ and ☒ are drawn with the box that all faces have.
    private const char Open = '☐';
    private const char Crossed = '☒';
    private const char Box = '□';

    // Dots shorter than this say nothing; they go to the next line.
    private const double LeastLeader = 40;

    public double LineHeight { get; } = Face(style, default).Font is var font
        ? style.Size * style.LineSpacing * font.LineHeight / font.UnitsPerEm
        : 0;

    public IReadOnlyList<TextLine> Lay(TextTemplate text, DataScope scope, double width, double firstLine = 0)
    {
        var paragraphs = Words(text, scope);
        var lines = Lay(paragraphs, width, width, firstLine);
        if (style.Align != PrintAlign.Center || lines.Count == paragraphs.Count)
            return lines;

        // Centred lines are made about equally long: the narrowest measure that needs no further line.
        for (var measure = width * 0.97; measure > width / 3; measure -= width * 0.03)
        {
            var tighter = Lay(paragraphs, measure, width, firstLine);
            if (tighter.Count > lines.Count || tighter.Any(line => line.Width > measure + 0.01))
                break;
            lines = tighter;
        }

        return lines;
    }

    private List<TextLine> Lay(List<List<Word>> paragraphs, double measure, double width, double firstLine)
    {
        var lines = new List<TextLine>();
        foreach (var words in paragraphs)
            Break(words, measure, width, lines.Count == 0 ? firstLine : 0, lines);
        return lines;
    }

    /// <summary>Draws a line whose box starts at the given corner.</summary>
    public void Place(TextLine line, Page page, double x, double y)
    {
        foreach (var run in line.Runs)
        {
            if (run.Field is { } field)
            {
                var face = run.Face;
                page.Reserve(
                    field.Name, ReservedKind.Text, x + run.X, y, run.Width, line.Height,
                    new ReservedText(face.Family, style.Size, face.Bold, face.Italic, field.Align, Math.Round(line.Height - line.Baseline, 2)));
                continue;
            }

            page.Operations.Add(new TextOperation(x + run.X, y + line.Baseline, run.Text, run.Face, style.Size, style.Color));
            if (run.Crossed)
                Cross(page, run, x, y + line.Baseline);
            if (run.Underline)
            {
                var under = y + line.Baseline + (0.12 * style.Size);
                page.Operations.Add(new LineOperation(x + run.X, under, x + run.X + run.Width, under, 0.045 * style.Size, style.Color));
            }
        }
    }

    // A cross in the box, a little larger than the letter, so that it is seen from afar; text, so that it is also found.
    private void Cross(Page page, PlacedRun run, double x, double baseline)
    {
        var face = run.Face with { Bold = true };
        var size = style.Size * 1.15;
        page.Operations.Add(new TextOperation(
            x + run.X + ((run.Width - face.Font.WidthOf("×", size)) / 2), baseline + (0.01 * style.Size), "×", face, size, style.Color));
    }

    private static FaceKey Face(TextStyle style, InlineMarks marks) =>
        new(style.Family, style.Bold || marks.Bold, style.Italic != marks.Italic);

    /// <summary>Paragraphs of words: a forced break ends a paragraph.</summary>
    private List<List<Word>> Words(TextTemplate text, DataScope scope)
    {
        var paragraphs = new List<List<Word>> { new() };
        var glued = false;
        foreach (var inline in text.Inlines)
        {
            switch (inline)
            {
                case BreakInline:
                    paragraphs.Add([]);
                    glued = false;
                    break;
                case LeaderInline:
                    glued = false;
                    Add(new Fragment("", Face(style, inline.Marks), false, null, LeastLeader) { Leader = true });
                    glued = false;
                    break;
                case ReserveInline reserve:
                    Add(new Fragment("", Face(style, inline.Marks), false, reserve, Units.Points(reserve.Width)));
                    break;
                case LiteralInline literal:
                    AddText(Printable(literal.Text, Face(style, inline.Marks).Font), inline.Marks);
                    break;
                case ValueInline value:
                    AddText(Value(value, scope), inline.Marks);
                    break;
            }
        }

        return paragraphs;

        void Add(Fragment fragment)
        {
            if (!glued)
                paragraphs[^1].Add(new Word([]));
            paragraphs[^1][^1].Fragments.Add(fragment);
            glued = true;
        }

        void AddText(string value, InlineMarks marks)
        {
            var face = Face(style, marks);
            var start = 0;
            for (var i = 0; i <= value.Length; i++)
            {
                if (i < value.Length && value[i] is not (' ' or '\n' or Crossed))
                    continue;
                if (i > start)
                    Add(new Fragment(value[start..i], face, marks.Underline, null, face.Font.WidthOf(value[start..i], style.Size)));
                if (i < value.Length && value[i] == Crossed)
                {
                    Add(new Fragment(Box.ToString(), face, false, null, face.Font.WidthOf(Box.ToString(), style.Size)) { Crossed = true });
                    start = i + 1;
                    continue;
                }

                if (i < value.Length)
                    glued = false;
                if (i < value.Length && value[i] == '\n')
                    paragraphs.Add([]);
                start = i + 1;
            }
        }
    }

    private string Value(ValueInline inline, DataScope scope)
    {
        if (!scope.TryFind(inline.Path, out var value) && !inline.Optional)
            throw new ArgumentException($"The template {template} needs {inline.Path}, which is not in the data.", nameof(scope));
        var text = ValueFormat.Apply(value, inline.Formats).Normalize(NormalizationForm.FormC);
        return Printable(text, Face(style, inline.Marks).Font);
    }

    private string Printable(string text, PrintFont font)
    {
        StringBuilder? changed = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var good = rune.Value is ' ' or '\n' or Crossed || (rune.IsBmp && font.Has((char)rune.Value));
            if (!good)
            {
                changed ??= new StringBuilder(text, 0, at, text.Length);
                if (rune.Value is '\t' or Open)
                    changed.Append(rune.Value == Open ? Box : ' ');
                else if (!Rune.IsControl(rune))
                {
                    missing.Add(rune.ToString());
                    changed.Append('□');
                }
            }
            else
            {
                changed?.Append(rune.ToString());
            }

            at += rune.Utf16SequenceLength;
        }

        return changed?.ToString() ?? text;
    }

    private void Break(List<Word> words, double measure, double width, double indent, List<TextLine> lines)
    {
        var line = new List<Word>();
        var used = indent;
        var pending = new Stack<Word>(words.AsEnumerable().Reverse());
        while (pending.TryPop(out var word))
        {
            var space = line.Count == 0 ? 0 : SpaceAfter(line[^1]);
            if (used + space + word.Width <= measure + 0.01)
            {
                used += space + word.Width;
                line.Add(word);
            }
            else if (line.Count > 0)
            {
                pending.Push(word);
                lines.Add(Build(line, width, indent, false));
                (line, used, indent) = ([], 0, 0);
            }
            else if (Cut(word, measure - indent) is { } parts)
            {
                line.Add(parts.Fits);
                lines.Add(Build(line, width, indent, false));
                pending.Push(parts.Remains);
                (line, used, indent) = ([], 0, 0);
            }
            else
            {
                used += word.Width;
                line.Add(word);
            }
        }

        lines.Add(Build(line, width, indent, true));
    }

    private double SpaceAfter(Word word) => word.Fragments[^1].Face.Font.WidthOf(" ", style.Size);

    private (Word Fits, Word Remains)? Cut(Word word, double width)
    {
        var fits = new Word([]);
        for (var i = 0; i < word.Fragments.Count; i++)
        {
            var fragment = word.Fragments[i];
            if (fits.Width + fragment.Width <= width)
            {
                fits.Fragments.Add(fragment);
                continue;
            }

            var count = 0;
            while (count < fragment.Text.Length && fits.Width + fragment.Face.Font.WidthOf(fragment.Text[..(count + 1)], style.Size) <= width)
                count++;
            if (count == 0 && fits.Fragments.Count == 0)
                count = Math.Min(1, fragment.Text.Length);
            var rest = new Word([.. word.Fragments.Skip(i + 1)]);
            if (count < fragment.Text.Length)
                rest.Fragments.Insert(0, Part(fragment, fragment.Text[count..]));
            if (count > 0)
                fits.Fragments.Add(Part(fragment, fragment.Text[..count]));
            return fits.Fragments.Count == 0 || rest.Fragments.Count == 0 ? null : (fits, rest);
        }

        return null;
    }

    private Fragment Part(Fragment whole, string text) =>
        whole with { Text = text, Width = whole.Face.Font.WidthOf(text, style.Size) };

    private TextLine Build(List<Word> words, double width, double indent, bool last)
    {
        if (words is [.., { Fragments: [{ Leader: true } leader] }])
            words = [.. words.SkipLast(1), new Word([Filled(leader, width - indent - words.SkipLast(1).Sum(word => word.Width + SpaceAfter(word)))])];
        var natural = indent + words.Sum(word => word.Width) + words.SkipLast(1).Sum(SpaceAfter);
        var stretch = style.Align == PrintAlign.Justify && !last && words.Count > 1 ? (width - natural) / (words.Count - 1) : 0;
        if (stretch > style.Size)
            stretch = 0; // A long word follows: holes would be uglier than an uneven edge.
        var x = indent + style.Align switch
        {
            PrintAlign.Center => (width - natural) / 2,
            PrintAlign.Right => width - natural,
            _ => 0,
        };

        var runs = new List<PlacedRun>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var fragment in words[i].Fragments)
            {
                Append(runs, fragment, x, stretch > 0);
                x += fragment.Width;
            }

            if (i == words.Count - 1)
                continue;
            var tail = words[i].Fragments[^1];
            var space = SpaceAfter(words[i]);
            if (tail.Field is null)
            {
                var next = words[i + 1].Fragments[0];
                Append(runs, tail with { Text = " ", Width = space, Crossed = false, Underline = tail.Underline && next.Underline }, x, false);
            }

            x += space + stretch;
        }

        var font = Face(style, default).Font;
        var body = (font.Ascent + font.Descent) * style.Size / font.UnitsPerEm;
        return new TextLine(runs, natural, LineHeight, ((LineHeight - body) / 2) + (font.Ascent * style.Size / font.UnitsPerEm));
    }

    private Fragment Filled(Fragment leader, double room)
    {
        var dots = new string('.', (int)(room / leader.Face.Font.WidthOf(".", style.Size)));
        return leader with { Text = dots, Width = leader.Face.Font.WidthOf(dots, style.Size) };
    }

    private static void Append(List<PlacedRun> runs, Fragment fragment, double x, bool apart)
    {
        if (!apart && !fragment.Crossed && runs is not [.., { Crossed: true }] && runs.Count > 0 && runs[^1] is { Field: null } previous && fragment.Field is null
            && previous.Face == fragment.Face && previous.Underline == fragment.Underline && Math.Abs(previous.X + previous.Width - x) < 0.001)
            runs[^1] = previous with { Text = previous.Text + fragment.Text, Width = previous.Width + fragment.Width };
        else
            runs.Add(new PlacedRun(x, fragment.Width, fragment.Text, fragment.Face, fragment.Underline, fragment.Field, fragment.Crossed));
    }

    private sealed record Fragment(string Text, FaceKey Face, bool Underline, ReserveInline? Field, double Width)
    {
        public bool Leader { get; init; }

        public bool Crossed { get; init; }
    }

    private sealed record Word(List<Fragment> Fragments)
    {
        public double Width => Fragments.Sum(fragment => fragment.Width);
    }
}
