namespace VanLang.Rules.Syntax;

/// <summary>Types behind <c>instance of</c> and of parameters.</summary>
internal sealed partial class Parser
{
    private static readonly NameTable TypeNames = new NameTable(null).With(
        "date and time", "years and months duration", "days and time duration", "year month duration", "day time duration");

    private TypeNode Type()
    {
        var at = Current.At;
        if (Current.Kind != TokenKind.Word)
        {
            Expected("type");
            return new(at, "Any", [], [], null);
        }

        if (!Enter())
        {
            Leave();
            return new(at, "Any", [], [], null);
        }

        var first = index;
        var (_, length) = TypeNames.Longest(tokens, index);
        index += Math.Max(1, length);
        if (length == 0)
        {
            while (JoinsName() || (Current.IsSymbol(".") && Peek().Kind == TokenKind.Word)) index++;
        }

        var name = Slice(first, index - 1);
        var arguments = new List<TypeNode>();
        var keys = new List<string>();
        if (name is "list" or "range" or "context" or "function" && TakeSymbol("<"))
        {
            while (!Current.IsSymbol(">") && Current.Kind != TokenKind.End)
            {
                if (name == "context") keys.Add(EntryKey());
                arguments.Add(Type());
                if (!TakeSymbol(",")) break;
            }

            ExpectSymbol(">");
        }

        var result = name == "function" && TakeSymbol("->") ? Type() : null;
        Leave();
        return new(at, name, arguments, keys, result);
    }
}
