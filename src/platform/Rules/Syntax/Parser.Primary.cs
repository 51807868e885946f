using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.Syntax;

/// <summary>Literals, names, brackets and the forms that begin with a keyword.</summary>
internal sealed partial class Parser
{
    private int openRanges;

    private Node Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Take();
                if (FeelNumber.TryParse(token.Text, out var number)) return new NumberNode(token.At, number);
                Fail(token.At, "feel.number", token.Text);
                return new NullNode(token.At);
            case TokenKind.String:
                Take();
                return new StringNode(token.At, token.Text);
            case TokenKind.AtString:
                Take();
                if (TemporalText.TryParseAny(token.Text) is { } value) return new TemporalNode(token.At, token.Text, value);
                Fail(token.At, "feel.temporal", token.Text);
                return new NullNode(token.At);
            case TokenKind.Symbol:
                return Bracketed(token);
            case TokenKind.Word:
                return TryName() is { } name ? new NameNode(token.At, name) : Keyword(token);
            default:
                return Unexpected();
        }
    }

    private Node Bracketed(Token token)
    {
        switch (token.Text)
        {
            case "?":
                Take();
                return new InputNode(token.At);
            case "(":
                return Parenthesis();
            case "[":
                return ListOrRange();
            case "]":
                Take();
                var start = Expression();
                ExpectSymbol("..");
                return RangeFrom(token.At, false, start);
            case "{":
                return Context();
            default:
                return Unexpected();
        }
    }

    private Node Parenthesis()
    {
        var at = Take().At;
        if (TryComparisonTest(out var test))
        {
            ExpectSymbol(")");
            return test;
        }

        var outer = openRanges;
        openRanges = 0;
        var inner = Expression();
        openRanges = outer;
        if (TakeSymbol("..")) return RangeFrom(at, false, inner);
        ExpectSymbol(")");
        return inner;
    }

    private Node ListOrRange()
    {
        var at = Take().At;
        if (TakeSymbol("]")) return new ListNode(at, []);
        var outer = openRanges;
        openRanges = 0;
        var items = new List<Node> { ListItem() };
        openRanges = outer;
        if (TakeSymbol("..")) return RangeFrom(at, true, items[0]);
        openRanges = 0;
        while (TakeSymbol(",")) items.Add(ListItem());
        openRanges = outer;
        ExpectSymbol("]");
        return Checked(new ListNode(at, items));
    }

    private Node ListItem() => TryComparisonTest(out var test) ? test : Expression();

    /// <summary>The rest of a range, behind the two dots.</summary>
    private RangeNode RangeFrom(int at, bool startIncluded, Node start)
    {
        openRanges++;
        var end = Enter() ? Arithmetic(0, null) : new NullNode(at);
        Leave();
        openRanges--;
        var endIncluded = Current.IsSymbol("]");
        if (endIncluded || Current.IsSymbol(")") || Current.IsSymbol("[")) Take();
        else Expected("]");
        return Checked(new RangeNode(at, startIncluded, start, end, endIncluded));
    }

    private ContextNode Context()
    {
        var at = Take().At;
        var entries = new List<ContextEntry>();
        var outer = openRanges;
        openRanges = 0;
        names = new NameTable(names);
        if (!Current.IsSymbol("}"))
        {
            do
            {
                var keyAt = Current.At;
                var key = EntryKey();
                if (entries.Exists(entry => entry.Key == key)) Fail(keyAt, "feel.context.duplicate", key);
                entries.Add(new(keyAt, key, Expression()));
                names.Add(key);
            }
            while (TakeSymbol(","));
        }

        ExpectSymbol("}");
        names = names.Outer!;
        // Outside, a key may follow a dot.
        foreach (var entry in entries) members.Add(entry.Key);
        openRanges = outer;
        return Checked(new ContextNode(at, entries));
    }

    private string EntryKey()
    {
        if (Current.Kind == TokenKind.String)
        {
            var key = Take().Text;
            ExpectSymbol(":");
            return key;
        }

        if (TakeNameBeforeColon() is { } name) return name;
        Expected("name:");
        return "";
    }

    private Node Keyword(Token token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                Take();
                return new BooleanNode(token.At, token.Text == "true");
            case "null":
                Take();
                return new NullNode(token.At);
            case "if":
                return If();
            case "for":
                return For();
            case "some" or "every":
                return Quantified();
            case "function":
                return Function();
            default:
                return Unexpected();
        }
    }

    private IfNode If()
    {
        var at = Take().At;
        var condition = Expression();
        ExpectWord("then");
        var then = Expression();
        ExpectWord("else");
        return Checked(new IfNode(at, condition, then, Expression()));
    }

    private ForNode For()
    {
        var at = Take().At;
        names = new NameTable(names);
        var iterators = Iterators("return");
        names.Add("partial");
        var body = Expression();
        names = names.Outer!;
        return Checked(new ForNode(at, iterators, body));
    }

    private QuantifiedNode Quantified()
    {
        var every = Current.Text == "every";
        var at = Take().At;
        names = new NameTable(names);
        var iterators = Iterators("satisfies");
        var condition = Expression();
        names = names.Outer!;
        return Checked(new QuantifiedNode(at, every, iterators, condition));
    }

    private List<Iterator> Iterators(string end)
    {
        var iterators = new List<Iterator>();
        do
        {
            var at = Current.At;
            var name = LoopName();
            ExpectWord("in");
            var domain = Expression();
            iterators.Add(new(at, name, domain, TakeSymbol("..") ? Expression() : null));
            names.Add(name);
        }
        while (TakeSymbol(","));
        ExpectWord(end);
        return iterators;
    }

    private FunctionNode Function()
    {
        var at = Take().At;
        ExpectSymbol("(");
        var parameters = new List<Parameter>();
        if (!Current.IsSymbol(")"))
        {
            do
            {
                var parameterAt = Current.At;
                var typed = TakeNameBeforeColon();
                parameters.Add(new(parameterAt, typed ?? ParameterName(), typed is null ? null : Type()));
            }
            while (TakeSymbol(","));
        }

        ExpectSymbol(")");
        if (Current.IsWord("external")) Fail(Current.At, "feel.function.external");
        names = new NameTable(names);
        foreach (var parameter in parameters) names.Add(parameter.Name);
        var body = Expression();
        names = names.Outer!;
        return Checked(new FunctionNode(at, parameters, body));
    }
}
