namespace VanLang.Rules.Syntax;

/// <summary>Operators, from the loosest to the tightest. Each rule takes an operand that was read already, or null.</summary>
internal sealed partial class Parser
{
    private Node Disjunction(Node? read)
    {
        var left = Conjunction(read);
        while (Current.IsWord("or"))
        {
            var at = Take().At;
            left = Checked(new BinaryNode(at, BinaryOperator.Or, left, Conjunction(null)));
        }

        return left;
    }

    private Node Conjunction(Node? read)
    {
        var left = Comparison(read);
        while (Current.IsWord("and"))
        {
            var at = Take().At;
            left = Checked(new BinaryNode(at, BinaryOperator.And, left, Comparison(null)));
        }

        return left;
    }

    private Node Comparison(Node? read)
    {
        var left = Arithmetic(0, read);
        while (true)
        {
            var at = Current.At;
            if (Current.Kind == TokenKind.Symbol && ComparisonOf(Current.Text) is { } @operator)
            {
                Take();
                left = Checked(new BinaryNode(at, @operator, left, Arithmetic(0, null)));
            }
            else if (TakeWord("between"))
            {
                var low = Arithmetic(0, null);
                ExpectWord("and");
                left = Checked(new BetweenNode(at, left, low, Arithmetic(0, null)));
            }
            else if (TakeWord("in"))
            {
                left = Checked(new InNode(at, left, InTests()));
            }
            else
            {
                return left;
            }
        }
    }

    /// <summary>Behind <c>in</c>: one test, or several in parentheses. <c>(a) + 1</c> only looks like the latter.</summary>
    private List<Node> InTests()
    {
        if (TryComparisonTest(out var comparison)) return [comparison];
        if (!Current.IsSymbol("(")) return [Arithmetic(0, null)];
        var at = Take().At;
        if (!Enter())
        {
            Leave();
            return [];
        }

        var first = TryComparisonTest(out comparison) ? comparison : Expression();
        List<Node> tests = [first];
        if (first is not ComparisonTestNode && TakeSymbol(".."))
        {
            tests = [Arithmetic(0, Postfix(RangeFrom(at, false, first)))];
        }
        else if (TakeSymbol(","))
        {
            tests.AddRange(Tests());
            ExpectSymbol(")");
        }
        else
        {
            ExpectSymbol(")");
            if (first is not ComparisonTestNode) tests = [Arithmetic(0, Postfix(first))];
        }

        Leave();
        return tests;
    }

    private Node Arithmetic(int level, Node? read)
    {
        if (level == 3) return InstanceOf(read ?? Unary());
        var left = Arithmetic(level + 1, read);
        while (Current.Kind == TokenKind.Symbol && ArithmeticOf(level, Current.Text) is { } @operator)
        {
            var at = Take().At;
            left = Checked(new BinaryNode(at, @operator, left, Arithmetic(level + 1, null)));
        }

        return left;
    }

    private static BinaryOperator? ArithmeticOf(int level, string symbol) => (level, symbol) switch
    {
        (0, "+") => BinaryOperator.Add,
        (0, "-") => BinaryOperator.Subtract,
        (1, "*") => BinaryOperator.Multiply,
        (1, "/") => BinaryOperator.Divide,
        (2, "**") => BinaryOperator.Power,
        _ => null,
    };

    private Node Unary()
    {
        if (!Current.IsSymbol("-")) return Postfix(Primary());
        var at = Take().At;
        if (!Enter())
        {
            Leave();
            return new NullNode(at);
        }

        var operand = Unary();
        Leave();
        return Checked(new NegationNode(at, operand));
    }

    private Node InstanceOf(Node value)
    {
        while (Current.IsWord("instance") && Peek().IsWord("of"))
        {
            var at = Take().At;
            Take();
            value = Checked(new InstanceOfNode(at, value, Type()));
        }

        return value;
    }

    private Node Postfix(Node target)
    {
        while (true)
        {
            var at = Current.At;
            if (Current.IsSymbol("."))
            {
                Take();
                target = Checked(new PathNode(at, target, MemberName()));
            }
            else if (Current.IsSymbol("[") && !ClosesRange())
            {
                Take();
                // Members of the items are in scope in a filter, and not known here: unknown words simply join.
                names = new NameTable(names).With("item");
                var condition = Expression();
                names = names.Outer!;
                ExpectSymbol("]");
                target = Checked(new FilterNode(at, target, condition));
            }
            else if (Current.IsSymbol("("))
            {
                Take();
                target = Checked(new CallNode(target.At, target, Arguments()));
            }
            else
            {
                return target;
            }
        }
    }

    /// <summary>In <c>[1..10[</c> the last bracket ends a range: nothing that could begin a filter follows.</summary>
    private bool ClosesRange()
    {
        if (openRanges == 0) return false;
        var next = Peek();
        return next.Kind switch
        {
            TokenKind.End => true,
            TokenKind.Symbol => next.Text is not ("(" or "[" or "{" or "-" or "?"),
            TokenKind.Word => next.Text is "and" or "or" or "then" or "else" or "return" or "satisfies" or "in" or "between" or "instance",
            _ => false,
        };
    }

    private List<Argument> Arguments()
    {
        var arguments = new List<Argument>();
        if (TakeSymbol(")")) return arguments;
        do
        {
            var at = Current.At;
            var name = TakeNameBeforeColon();
            arguments.Add(new(at, name, Expression()));
            if (arguments.Count > 1 && arguments[0].Name is null != name is null) Fail(at, "feel.syntax.arguments");
        }
        while (TakeSymbol(","));
        ExpectSymbol(")");
        return arguments;
    }
}
