using System.Diagnostics.CodeAnalysis;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Syntax;

/// <summary>
/// Recursive descent over the grammar of DMN 1.5 §10.3.1.2. One token decides everywhere, so time is linear in the text.
/// After the first problem the parser stands at the end of the text and runs out by itself.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Greatest depth of the tree: bounds the stack of every walk over it.</summary>
    internal const int MaxDepth = 200;

    internal const int MaxLength = 100_000;

    private readonly Source source;
    private readonly List<Token> tokens;
    private readonly List<FeelProblem> problems;
    private readonly NameTable members = new(null);
    private NameTable names;
    private int index;
    private int nesting;

    private Parser(Source source, NameTable names, List<FeelProblem> problems)
    {
        this.source = source;
        this.names = names;
        this.problems = problems;
        tokens = Lexer.Read(source, problems);
    }

    private Token Current => tokens[index];

    internal static Node? ParseExpression(Source source, NameTable names, List<FeelProblem> problems) =>
        Parse(source, names, problems, static parser => parser.Expression());

    internal static UnaryTestsNode? ParseUnaryTests(Source source, NameTable names, List<FeelProblem> problems) =>
        Parse(source, names, problems, static parser => parser.UnaryTests());

    private static T? Parse<T>(Source source, NameTable names, List<FeelProblem> problems, Func<Parser, T> rule)
        where T : Node
    {
        if (source.Text.Length > MaxLength)
        {
            problems.Add(source.Problem("feel.limit.length", 0, $"{MaxLength}"));
            return null;
        }

        var parser = new Parser(source, names, problems);
        if (problems.Count > 0) return null;
        var node = rule(parser);
        if (problems.Count == 0 && parser.Current.Kind != TokenKind.End) parser.Unexpected();
        return problems.Count == 0 ? node : null;
    }

    private Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End) index++;
        return token;
    }

    private Token Peek(int distance = 1) => tokens[Math.Min(index + distance, tokens.Count - 1)];

    private bool TakeSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol)) return false;
        index++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!Current.IsWord(word)) return false;
        index++;
        return true;
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TakeSymbol(symbol)) Expected(symbol);
    }

    private void ExpectWord(string word)
    {
        if (!TakeWord(word)) Expected(word);
    }

    private void Expected(string what) =>
        Fail(Current.At, "feel.syntax.expected", what, Current.Kind == TokenKind.End ? "…" : source.Text[Current.At..Current.End]);

    private NullNode Unexpected()
    {
        var at = Current.At;
        if (Current.Kind == TokenKind.End) Fail(at, "feel.syntax.end");
        else Fail(at, "feel.syntax.unexpected", source.Text[at..Current.End]);
        return new(at);
    }

    private void Fail(int at, string code, params ReadOnlySpan<string> arguments)
    {
        if (problems.Count == 0) problems.Add(source.Problem(code, at, arguments));
        index = tokens.Count - 1;
    }

    private T Checked<T>(T node)
        where T : Node
    {
        if (node.Depth > MaxDepth) Fail(node.At, "feel.limit.depth", $"{MaxDepth}");
        return node;
    }

    private bool Enter()
    {
        if (++nesting <= MaxDepth) return true;
        Fail(Current.At, "feel.limit.depth", $"{MaxDepth}");
        return false;
    }

    private void Leave() => nesting--;

    private Node Expression()
    {
        if (!Enter())
        {
            Leave();
            return new NullNode(Current.At);
        }

        var node = Disjunction(null);
        Leave();
        return node;
    }

    /// <summary>Content of an input cell: <c>-</c>, <c>not(tests)</c> or tests.</summary>
    private UnaryTestsNode UnaryTests()
    {
        var at = Current.At;
        if (Current.IsSymbol("-") && Peek().Kind == TokenKind.End)
        {
            Take();
            return new(at, false, []);
        }

        if (Current.IsWord("not") && Peek().IsSymbol("("))
        {
            Take();
            Take();
            var negated = Tests();
            ExpectSymbol(")");
            if (Current.Kind == TokenKind.End) return Checked(new UnaryTestsNode(at, true, negated));
            // More follows: it was the function not(), the beginning of an expression.
            var call = new CallNode(at, new NameNode(at, "not"), [.. negated.Select(test => new Argument(test.At, null, test))]);
            var first = Disjunction(Postfix(call));
            return Checked(new UnaryTestsNode(at, false, TakeSymbol(",") ? [first, .. Tests()] : [first]));
        }

        return Checked(new UnaryTestsNode(at, false, Tests()));
    }

    private List<Node> Tests()
    {
        var tests = new List<Node>();
        do
        {
            tests.Add(TryComparisonTest(out var test) ? test : Expression());
        }
        while (TakeSymbol(","));
        return tests;
    }

    private bool TryComparisonTest([NotNullWhen(true)] out ComparisonTestNode? test)
    {
        test = null;
        if (Current.Kind != TokenKind.Symbol || ComparisonOf(Current.Text) is not { } @operator) return false;
        var at = Take().At;
        test = Checked(new ComparisonTestNode(at, @operator, Arithmetic(0, null)));
        return true;
    }

    private static BinaryOperator? ComparisonOf(string symbol) => symbol switch
    {
        "=" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };
}
