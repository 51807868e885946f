using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed partial class FeelProblemTests
{
    [Theory]
    [InlineData("1 +", "feel.syntax.end", 1, 4)]
    [InlineData("if true then 1", "feel.syntax.expected", 1, 15)]
    [InlineData("1 +\n  * 2", "feel.syntax.unexpected", 2, 3)]
    [InlineData("\"abc", "feel.string.open", 1, 1)]
    [InlineData("a § b", "feel.character", 1, 3)]
    [InlineData("“a”", "feel.character", 1, 1)]
    [InlineData("1 \\ 2", "feel.character", 1, 3)]
    [InlineData("tính phí(1)", "feel.function.unknown", 1, 1)]
    [InlineData("floor()", "feel.function.arity", 1, 1)]
    [InlineData("upper case(1 + 1)", "feel.function.argument", 1, 1)]
    [InlineData("floor(m: 1)", "feel.function.parameter", 1, 1)]
    [InlineData("@\"2026-02-30\"", "feel.temporal", 1, 1)]
    [InlineData("x < date(\"2026-13-01\")", "feel.temporal", 1, 10)]
    [InlineData("1 = \"1\"", "feel.type.comparison", 1, 3)]
    [InlineData("\"a\" * 2", "feel.type.operand", 1, 5)]
    [InlineData("if 1 then 2 else 3", "feel.type.condition", 1, 4)]
    [InlineData("x and 1", "feel.type.condition", 1, 7)]
    [InlineData("x instance of tiền", "feel.type.unknown", 1, 15)]
    [InlineData("{a: 1, a: 2}", "feel.context.duplicate", 1, 8)]
    [InlineData("function(x) external {}", "feel.function.external", 1, 13)]
    public void What_is_wrong_is_known_before_it_runs_and_where(string text, string code, int line, int column)
    {
        var compilation = FeelExpression.Compile(text);

        compilation.Expression.ShouldBeNull();
        var problem = compilation.Problems[0];
        (problem.Code, problem.Line, problem.Column).ShouldBe((code, line, column));
        problem.Message.ShouldNotBe(code);
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("-", 99_999)]
    [InlineData("[", 100_000)]
    [InlineData("not(", 25_000)]
    [InlineData("if a then b else ", 5_800)]
    [InlineData("a[", 50_000)]
    [InlineData("{a:", 33_000)]
    [InlineData("1 in (", 16_000)]
    [InlineData("a.", 50_000)]
    [InlineData("function() ", 9_000)]
    [InlineData("for i in ", 11_000)]
    [InlineData("1 instance of list<", 5_000)]
    [InlineData("f()", 33_000)]
    public void Deep_nesting_is_refused_without_harm(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        foreach (var compilation in new[] { FeelExpression.Compile(text), FeelExpression.CompileUnaryTests(text) })
        {
            compilation.Expression.ShouldBeNull();
            compilation.Problems.Count.ShouldBe(1);
        }
    }

    [Fact]
    public void A_long_sum_is_no_deep_nesting()
    {
        var text = string.Join("+", Enumerable.Repeat("1", 50_000));
        Feel.Text(text).ShouldBe("50000");
        Feel.Text(string.Join(" or ", Enumerable.Repeat("x = 1", 9_000)), ("x", 1)).ShouldBe("true");
    }

    [Fact]
    public void A_text_of_more_than_100000_characters_is_refused() =>
        FeelExpression.Compile(new string(' ', 100_001)).Problems.ShouldHaveSingleItem().Code.ShouldBe("feel.limit.length");

    [Theory]
    [InlineData("count(for i in 1..1000000000 return i)", "feel.limit.steps")]
    [InlineData("{f: function(n) f(n + 1), r: f(1)}.r", "feel.limit.stack")]
    [InlineData("count(for i in 1..100000 return [partial])", "feel.limit.steps")]
    [InlineData("{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f(\"ab\", 60)}.r", "feel.limit.text")]
    [InlineData("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")", "feel.pattern.time")]
    [InlineData("for i in 1..100000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")", "feel.limit.steps")]
    [InlineData("{f: function(l, n) if n = 0 then count(l) else f(concatenate(l, l), n - 1), r: f([1], 60)}.r", "feel.limit.steps")]
    [InlineData("{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 50)}.r", "feel.limit.steps")]
    [InlineData("for i in 1..1000000 return exp(i / 100)", "feel.limit.steps")]
    public void An_evaluation_that_would_not_end_is_stopped(string text, string code)
    {
        var watch = Stopwatch.StartNew();
        var result = Feel.Run(text);

        result.Value.ShouldBeNull();
        result.Warnings.ShouldContain(warning => warning.Code == code);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Every_code_has_a_text_in_both_languages_and_no_text_is_unused()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "VanLang.slnx"))) root = root.Parent!;
        var room = Path.Combine(root.FullName, "src", "platform", "Rules");
        var used = System.IO.Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();

        foreach (var file in new[] { "RulesRoom.resx", "RulesRoom.en.resx" })
        {
            var texts = XDocument.Load(Path.Combine(room, "Resources", file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Value);
            texts.Keys.ShouldBe(used, ignoreOrder: true);
            texts.Values.ShouldAllBe(text => text.Trim().Length > 0);
        }
    }

    [GeneratedRegex("\"((?:feel|dmn)\\.[a-z][a-z.]+)\"")]
    private static partial Regex Code();
}
