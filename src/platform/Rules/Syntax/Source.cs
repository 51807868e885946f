using VanLang.Rules.Contracts;

namespace VanLang.Rules.Syntax;

/// <summary>A text and where it stands: alone, or inside an element of a DMN file.</summary>
internal sealed class Source(string text, string? elementId = null, int firstLine = 1, int firstColumn = 1)
{
    internal string Text => text;

    /// <summary>Id of the element of a file in which it stands, or null.</summary>
    internal string? Element => elementId;

    internal int LineOf(int at) => Place(at).Line;

    internal FeelProblem Problem(string code, int at, params ReadOnlySpan<string> arguments)
    {
        var (line, column) = Place(at);
        return ProblemTexts.Problem(code, line, column, arguments) with { ElementId = elementId };
    }

    private (int Line, int Column) Place(int at)
    {
        var line = firstLine;
        var lineStart = 0;
        for (var i = 0; i < at && i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        return (line, at - lineStart + (lineStart == 0 ? firstColumn : 1));
    }
}
