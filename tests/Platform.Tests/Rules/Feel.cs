using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Short ways to run FEEL in tests.</summary>
internal static class Feel
{
    internal static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.FromHours(7));

    internal static FeelResult Run(string text, params (string Name, object? Value)[] variables) =>
        Expression(text, [.. variables.Select(v => v.Name)]).Evaluate(new(variables.ToDictionary(v => v.Name, v => v.Value), Now));

    internal static FeelExpression Expression(string text, params string[] names)
    {
        var compilation = FeelExpression.Compile(text, names);
        return compilation.Expression ?? throw new InvalidOperationException($"{text}: {string.Join(" | ", compilation.Problems)}");
    }

    /// <summary>The value as FEEL text.</summary>
    internal static string Text(string text, params (string Name, object? Value)[] variables) => Text(Run(text, variables).Value);

    internal static string Text(object? value)
    {
        var session = new Session(Now);
        var inner = ClrValues.In(value, session);
        return inner is string s ? FeelText.Quote(s) : FeelText.Write(inner, session);
    }

    internal static FeelResult Test(string tests, object? input, params (string Name, object? Value)[] variables)
    {
        var compilation = FeelExpression.CompileUnaryTests(tests, variables.Select(v => v.Name));
        if (compilation.Expression is null) throw new InvalidOperationException($"{tests}: {string.Join(" | ", compilation.Problems)}");
        return compilation.Expression.Evaluate(new(variables.ToDictionary(v => v.Name, v => v.Value), Now, input));
    }
}
