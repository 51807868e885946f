using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using VanLang.Printing.Contracts;

namespace VanLang.Printing.Templates;

/// <summary>
/// A text with places for data. <c>{{path}}</c> is replaced by a value, <c>{{path|date}}</c> by a formatted one, <c>{{path?}}</c> by
/// nothing when the data do not have it. Marks: <c>&lt;b&gt; &lt;i&gt; &lt;u&gt; &lt;br/&gt; &lt;dots/&gt;</c> and
/// <c>&lt;reserve name="number" width="18" align="right"/&gt;</c> (width in millimetres). Marks are read before data are put in, so data cannot carry marks.
/// </summary>
internal sealed partial class TextTemplate
{
    private TextTemplate(IReadOnlyList<Inline> inlines) => Inlines = inlines;

    public IReadOnlyList<Inline> Inlines { get; }

    /// <summary>A text of the data as it is, without places and marks.</summary>
    public static TextTemplate Plain(string text) => new([new LiteralInline(text.Normalize(NormalizationForm.FormC), default)]);

    public IEnumerable<string> ReservedNames => Inlines.OfType<ReserveInline>().Select(inline => inline.Name);

    /// <summary>Reads a text; <paramref name="fault"/> gets the code and detail of what is wrong with it.</summary>
    public static TextTemplate? Parse(string text, Action<string, string> fault)
    {
        var inlines = new List<Inline>();
        var literal = new StringBuilder();
        var marks = new InlineMarks(false, false, false);
        var open = new Stack<string>();
        var good = true;

        foreach (Match part in Parts().Matches(text.Normalize(NormalizationForm.FormC)))
        {
            if (part.Groups["value"].Success)
            {
                EndLiteral();
                var value = ReadValue(part.Groups["value"].Value, marks, Fail);
                if (value is not null)
                    inlines.Add(value);
            }
            else if (part.Groups["tag"].Success)
            {
                EndLiteral();
                ReadTag(part.Groups["tag"].Value.Trim());
            }
            else if (part.Value is "<" or "{{")
            {
                Fail("text-mark", part.Value);
            }
            else
            {
                literal.Append(part.Value.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal));
            }
        }

        EndLiteral();
        if (open.Count > 0)
            Fail("text-mark-open", open.Peek());
        return good ? new TextTemplate(inlines) : null;

        void Fail(string code, string detail)
        {
            good = false;
            fault(code, detail);
        }

        void EndLiteral()
        {
            if (literal.Length > 0)
                inlines.Add(new LiteralInline(literal.ToString(), marks));
            literal.Clear();
        }

        void ReadTag(string tag)
        {
            switch (tag)
            {
                case "br/" or "br":
                    inlines.Add(new BreakInline(marks));
                    break;
                case "dots/":
                    inlines.Add(new LeaderInline(marks));
                    break;
                case "b" or "i" or "u":
                    open.Push(tag);
                    marks = Marks(open);
                    break;
                case "/b" or "/i" or "/u" when open.Count > 0 && open.Peek() == tag[1..]:
                    open.Pop();
                    marks = Marks(open);
                    break;
                default:
                    if (ReserveTag().Match(tag) is { Success: true } reserve
                        && double.TryParse(reserve.Groups["width"].Value, CultureInfo.InvariantCulture, out var width) && width > 0)
                        inlines.Add(new ReserveInline(reserve.Groups["name"].Value, width, Align(reserve.Groups["align"].Value), marks));
                    else
                        Fail("text-mark", $"<{tag}>");
                    break;
            }
        }
    }

    private static InlineMarks Marks(Stack<string> open) => new(open.Contains("b"), open.Contains("i"), open.Contains("u"));

    private static PrintAlign Align(string text) => text switch
    {
        "center" => PrintAlign.Center,
        "right" => PrintAlign.Right,
        _ => PrintAlign.Left,
    };

    private static ValueInline? ReadValue(string text, InlineMarks marks, Action<string, string> fail)
    {
        var parts = text.Split('|', StringSplitOptions.TrimEntries);
        var path = parts[0];
        var optional = path.EndsWith('?');
        if (optional)
            path = path[..^1];
        if (!DataPath.IsValid(path))
        {
            fail("path", path);
            return null;
        }

        foreach (var format in parts.Skip(1))
        {
            if (ValueFormat.Names.Contains(format))
                continue;
            fail("format", format);
            return null;
        }

        return new ValueInline(path, parts[1..], optional, marks);
    }

    [GeneratedRegex(@"\{\{(?<value>[^{}]*)\}\}|<(?<tag>[^<>]*)>|[^<{]+|\{(?!\{)|\{\{|<", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    [GeneratedRegex("""^reserve name="(?<name>[A-Za-z][A-Za-z0-9]*)" width="(?<width>[0-9.]+)"( align="(?<align>left|center|right)")? ?/$""", RegexOptions.ExplicitCapture)]
    private static partial Regex ReserveTag();
}

internal readonly record struct InlineMarks(bool Bold, bool Italic, bool Underline);

internal abstract record Inline(InlineMarks Marks);

internal sealed record LiteralInline(string Text, InlineMarks Marks) : Inline(Marks);

internal sealed record ValueInline(string Path, IReadOnlyList<string> Formats, bool Optional, InlineMarks Marks) : Inline(Marks);

internal sealed record ReserveInline(string Name, double Width, PrintAlign Align, InlineMarks Marks) : Inline(Marks);

/// <summary>Dots up to the end of the line, where nothing was filled in.</summary>
internal sealed record LeaderInline(InlineMarks Marks) : Inline(Marks);

internal sealed record BreakInline(InlineMarks Marks) : Inline(Marks);
