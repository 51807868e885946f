using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Shouldly;
using VanLang.Platform.Tests.Processes;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Asks another engine, feelin (npm), what expressions come to. Where both differ, the specification is read and the reason stands here.</summary>
public sealed class SecondOpinionTests
{
    private const string Doubles = "feelin counts in binary doubles; DMN asks for 34-digit decimals";
    private const string DurationArithmetic = "feelin has no arithmetic of durations with numbers or each other; DMN 1.5 table 57 has";
    private const string Days = "a years and months duration has no days (§10.3.4.1)";
    private const string Relations = "feelin does not know this function of intervals (§10.3.4.8)";

    private static readonly string Folder = RepositoryRoot.File("tests/feelin");

    private static readonly Dictionary<string, string> Differences = new()
    {
        ["0.1 + 0.2 = 0.3"] = Doubles,
        ["\"a\" < 1"] = "values of different kinds have no order: null, not false (§10.3.2.13)",
        ["max(\"a\", \"c\", \"b\")"] = "max takes any comparable values, one by one as well (§10.3.4.4)",
        ["duration(\"PT10H\") * 2"] = DurationArithmetic,
        ["duration(\"P1D\") / duration(\"PT6H\")"] = DurationArithmetic,
        ["duration(\"P1D\") / 2"] = DurationArithmetic,
        ["years and months duration(date(\"2011-12-22\"), date(\"2013-08-24\"))"] = Days,
        ["years and months duration(date(\"2013-08-24\"), date(\"2011-12-22\"))"] = Days,
        ["overlaps before([1..5], [3..8])"] = Relations,
        ["overlaps after([3..8], [1..5])"] = Relations,
        ["finishes(10, [1..10])"] = Relations,
        ["finishes([5..10], [1..10])"] = Relations,
        ["finished by([1..10], 10)"] = Relations,
        ["during(5, [1..10])"] = Relations,
        ["during([4..6], [1..10])"] = Relations,
        ["starts(1, [1..10])"] = Relations,
        ["starts([1..5], [1..10])"] = Relations,
        ["started by([1..10], 1)"] = Relations,
        ["coincides(5, 5)"] = Relations,
        ["coincides([1..5], [1..5])"] = Relations,
    };

    [Fact]
    public async Task Both_engines_agree_on_the_list_but_where_the_specification_decides()
    {
        var expressions = await File.ReadAllLinesAsync(Path.Combine(Folder, "expressions.txt"), TestContext.Current.CancellationToken);

        var differing = await Differing(expressions);

        expressions.Length.ShouldBeGreaterThan(200);
        // A difference that is gone is taken off the list.
        differing.Keys.ShouldBe(Differences.Keys, ignoreOrder: true, customMessage: string.Join('\n', differing.Where(d => !Differences.ContainsKey(d.Key)).Select(d => $"{d.Key}: {d.Value}")));
    }

    [Fact]
    public async Task Both_engines_agree_on_expressions_made_by_chance()
    {
        var seen = new HashSet<string>();
        Expressions(3).Sample(text => { lock (seen) seen.Add(text); }, iter: 400, threads: 1);

        (await Differing([.. seen])).ShouldBeEmpty();
    }

    /// <summary>Whole numbers and truths only: what doubles count exactly.</summary>
    private static Gen<string> Expressions(int depth)
    {
        var number = Gen.Int[-9, 9].Select(n => n < 0 ? $"({n})" : $"{n}");
        return depth == 0 ? number : Gen.Recursive<string>((level, inner) => level >= depth ? number : Gen.OneOf(
            number,
            Gen.Select(inner, Gen.OneOf("+", "-", "*"), inner).Select((a, o, b) => $"({a} {o} {b})"),
            Gen.Select(inner, Gen.OneOf("<", "<=", ">", ">=", "=", "!="), inner, inner, inner).Select((a, o, b, c, d) => $"(if {a} {o} {b} then {c} else {d})"),
            Gen.Select(inner, inner, Gen.Int[-3, 3].Where(i => i != 0)).Select((a, b, i) => $"sum([{a}, {b}, 1][item > {i}])"),
            Gen.Select(inner, Gen.Int[1, 4]).Select((a, n) => $"sum(for i in 1..{n} return i * {a})"),
            // Ranges that run backwards are empty in DMN; feelin turns them round.
            Gen.Select(inner, inner, Gen.Int[0, 9], Gen.Int[10, 20]).Select((a, b, low, high) => $"(if {a} between {low} and {high} or {a} in [{low + 1}..{high}) then max({a}, {b}) else min({b}, {low}))"),
            Gen.Select(inner, inner).Select((a, b) => $"count([{a}, {b}, [{a}]])"),
            Gen.Select(inner, inner).Select((a, b) => $"{{a: {a}, b: a - {b}}}.b")));
    }

    private static async Task<Dictionary<string, string>> Differing(string[] expressions)
    {
        var answers = await Ask(expressions);
        answers.Count.ShouldBe(expressions.Length);
        var differing = new Dictionary<string, string>();
        foreach (var (expression, answer) in expressions.Zip(answers))
        {
            // A fault that we name before it runs is a null or an error elsewhere.
            var ours = FeelExpression.Compile(expression).Expression?.Evaluate(new(new Dictionary<string, object?>(), Feel.Now)).Value;
            if (!Same(ours, answer)) differing[expression] = $"{Feel.Text(ours)} here, {answer} there";
        }

        return differing;
    }

    private static bool Same(object? ours, JsonElement theirs) => (ours, theirs.ValueKind) switch
    {
        (null, JsonValueKind.Null or JsonValueKind.Undefined) => true,
        (FeelNumber number, JsonValueKind.Number) => Math.Abs(double.Parse(number.ToString(), CultureInfo.InvariantCulture) - theirs.GetDouble()) <= 1e-12 * Math.Max(1, Math.Abs(theirs.GetDouble())),
        (bool truth, JsonValueKind.True or JsonValueKind.False) => truth == theirs.GetBoolean(),
        (string text, JsonValueKind.String) => text == theirs.GetString(),
        (IReadOnlyList<object?> list, JsonValueKind.Array) => list.Count == theirs.GetArrayLength() && list.Zip(theirs.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        (IReadOnlyDictionary<string, object?> context, JsonValueKind.Object) => context.Count == theirs.EnumerateObject().Count() && context.All(entry => theirs.TryGetProperty(entry.Key, out var value) && Same(entry.Value, value)),
        (not null, JsonValueKind.String) => Feel.Text(ours) == theirs.GetString(),
        _ => false,
    };

    private static async Task<List<JsonElement>> Ask(string[] expressions)
    {
        await Install();
        using var node = Start("node", "evaluate.mjs");
        var reading = node.StandardOutput.ReadToEndAsync();
        foreach (var expression in expressions) await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(expression));
        node.StandardInput.Close();
        var lines = (await reading).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0);
        return [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).TryGetProperty("value", out var value) ? value : default)];
    }

    /// <summary>The exact packages of the lock file, once; a machine without npm fails here and says so.</summary>
    private static async Task Install()
    {
        var (locked, installed) = (new FileInfo(Path.Combine(Folder, "package-lock.json")), new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json")));
        if (installed.Exists && installed.LastWriteTimeUtc >= locked.LastWriteTimeUtc) return;
        using var npm = Start("npm", "ci");
        npm.StandardInput.Close();
        var (said, wrong) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        npm.ExitCode.ShouldBe(0, await wrong + await said);
    }

    private static Process Start(string program, string argument) => Process.Start(new ProcessStartInfo(program, argument)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = program == "npm",
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
