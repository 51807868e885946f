using System.Text;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Placement;

/// <summary>Reads a content stream operator by operator (ISO 32000-1, 7.8.2).</summary>
internal sealed class ContentRun(byte[] content, ReadingBudget budget)
{
    private const int MostOperands = 2_000;
    private readonly PdfLexer lexer = new(content, 0, isFile: false, budget);
    private readonly List<PdfObject> operands = [];

    /// <summary>Operands of the operator that are numbers.</summary>
    public double[] Numbers => [.. operands.OfType<PdfNumber>().Select(number => number.Value)];

    /// <summary>The name among them; null when there is none.</summary>
    public string? Name => operands.OfType<PdfName>().FirstOrDefault()?.Value;

    /// <summary>Strings and the numbers between them, taken out of their array.</summary>
    public IReadOnlyList<PdfObject> Strings => operands is [.., PdfArray list] ? list.Items : [.. operands.OfType<PdfString>()];

    /// <summary>The next operator; null at the end. A picture inside the stream is one operator, <c>EI</c>.</summary>
    public string? Next()
    {
        operands.Clear();
        while (true)
        {
            lexer.SkipSpace();
            if (lexer.AtEnd)
                return null;
            var first = content[lexer.Position];
            if (first is (byte)'/' or (byte)'(' or (byte)'[' or (byte)'<' or (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'))
            {
                if (operands.Count == MostOperands)
                    throw new PdfFormatException("A page has an operator with too many operands");
                operands.Add(lexer.ReadObject());
                continue;
            }

            budget.Step();
            var word = Word();
            if (word is "true" or "false" or "null")
                continue;
            if (word != "BI")
                return word;
            SkipPicture();
            return "EI";
        }
    }

    private string Word()
    {
        var start = lexer.Position++;
        while (!lexer.AtEnd && content[lexer.Position] is var next && !PdfLexer.IsSpace(next) && next is not ((byte)'/' or (byte)'(' or (byte)'[' or (byte)'<' or (byte)']' or (byte)'>' or (byte)')'))
            lexer.Position++;
        return Encoding.Latin1.GetString(content, start, lexer.Position - start);
    }

    private void SkipPicture()
    {
        for (var at = lexer.Position; at + 2 < content.Length; at++)
        {
            if (content[at] == 'E' && content[at + 1] == 'I' && PdfLexer.IsSpace(content[at - 1]) && PdfLexer.IsSpace(content[at + 2]))
            {
                lexer.Position = at + 2;
                return;
            }
        }

        lexer.Position = content.Length;
    }
}
