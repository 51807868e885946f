using CsCheck;
using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class FeelPropertyTests
{
    private static readonly string[] Fragments =
    [
        " ", "\n", "1", "2.5", ".", "..", "(", ")", "[", "]", "{", "}", ",", ":", "+", "-", "*", "/", "**", "<", ">=", "=", "!=", "?", "@\"2026-01-31\"", "@\"", "\"a\"", "\"",
        "a", "tên con", "null", "true", "if ", " then ", " else ", "for ", " in ", " return ", "some ", " satisfies ", "every ", "function(", " and ", " or ", "not(", "between ",
        " instance of ", "number", "list<", "count(", "date(", "sort(", "string(", "item", "partial", "\\", "§", "//", "/*", "*/", "\uD800", "e", "0", "#", "@", "external", "substring(",
        "replace(", "get value(", "context put(", "range(", "time(", "x", "..", "append(", "flatten(", "duration(", "\"P1D\"",
    ];

    private static readonly Gen<string> Soup = Gen.OneOf(Fragments).Array[1, 30].Select(string.Concat);

    private static readonly Dictionary<string, object?> Variables = new()
    {
        ["a"] = 5,
        ["tên con"] = "An",
        ["x"] = new object?[] { 1, null, new Dictionary<string, object?> { ["a"] = 1 } },
    };

    private static readonly Gen<(string Text, long Value, int Level)> Sums = Gen.Recursive<(string Text, long Value, int Level)>((depth, inner) =>
    {
        var number = Gen.Int[0, 99].Select(n => ($"{n}", (long)n, 4));
        if (depth > 5) return number;
        return Gen.Frequency(
            (2, number),
            (3, Gen.Select(inner, inner, Gen.OneOf("+", "-", "*")).Select((l, r, op) => Join(l, op, r))),
            (1, inner.Select(o => ($"-{Wrap(o, 3)}", -o.Value, 3))),
            (1, Gen.Select(inner, inner, inner).Select((a, b, c) => ($"(if {a.Text} < {b.Text} then {c.Text} else {a.Text})", a.Value < b.Value ? c.Value : a.Value, 4))),
            (1, Gen.Select(inner, inner).Select((a, b) => ($"[{a.Text}, {b.Text}][item = {b.Text}][1]", b.Value, 4))),
            (1, Gen.Select(inner, inner).Select((a, b) => ($"{{u v: {a.Text}, w: u v + {Wrap(b, 2)}}}.w", a.Value + b.Value, 4))),
            (1, Gen.Select(inner, inner).Select((a, b) => ($"max({a.Text}, {b.Text})", Math.Max(a.Value, b.Value), 4))));
    });

    [Fact]
    public void No_text_makes_the_compiler_or_the_evaluation_throw() => Soup.Sample(
        text =>
        {
            foreach (var compilation in new[] { FeelExpression.Compile(text, Variables.Keys), FeelExpression.CompileUnaryTests(text) })
            {
                (compilation.Expression is null).ShouldBe(compilation.Problems.Count > 0);
                compilation.Problems.ShouldAllBe(problem => problem.Line >= 1 && problem.Column >= 1 && problem.Column <= text.Length + 1);
                compilation.Expression?.Evaluate(new(Variables, Feel.Now, 3)).ShouldNotBeNull();
            }
        },
        iter: 10_000);

    [Fact]
    public void Arbitrary_text_does_not_throw_either() => Gen.String.Sample(text => FeelExpression.Compile(text).ShouldNotBeNull(), iter: 5_000);

    [Fact]
    public void Operators_bind_as_in_arithmetic() => Sums.Where(s => s.Text.Length < 5_000 && Math.Abs((decimal)s.Value) < 1_000_000_000_000m).Sample(
        sum => Feel.Run(sum.Text).Value.ShouldBe((FeelNumber)sum.Value, sum.Text),
        iter: 3_000);

    [Fact]
    public void Comments_and_spaces_between_tokens_change_nothing() => Sums.Where(s => s.Text.Length < 2_000).Sample(
        sum => Feel.Run(sum.Text.Replace("+", " /* c */ + // d\n", StringComparison.Ordinal).Replace("*", "\t*\u00A0", StringComparison.Ordinal).Replace("/\t*\u00A0", "/*", StringComparison.Ordinal).Replace("\t*\u00A0/", "*/", StringComparison.Ordinal)).Value
            .ShouldBe((FeelNumber)sum.Value),
        iter: 500);

    private static (string Text, long Value, int Level) Join((string Text, long Value, int Level) left, string op, (string Text, long Value, int Level) right)
    {
        var level = op == "*" ? 2 : 1;
        // A left operand of the same level needs no parentheses, a right one does.
        var text = $"{Wrap(left, level)} {op} {Wrap(right, level + 1)}";
        return (text, op switch { "+" => left.Value + right.Value, "-" => left.Value - right.Value, _ => unchecked(left.Value * right.Value) }, level);
    }

    private static string Wrap((string Text, long Value, int Level) part, int level) => part.Level >= level ? part.Text : $"({part.Text})";
}
