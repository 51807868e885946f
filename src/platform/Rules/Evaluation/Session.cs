using System.Runtime.CompilerServices;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Evaluation;

/// <summary>One evaluation: its clock, its warnings and what it may still spend.</summary>
internal sealed class Session(DateTimeOffset now)
{
    internal const int MaxWarnings = 50;

    /// <summary>Iterations, calls and items of values together: some seconds of work at most.</summary>
    internal const int MaxSteps = 2_000_000;

    internal const int MaxText = 1_000_000;

    private List<FeelProblem>? warnings;
    private int steps = MaxSteps;

    internal DateTimeOffset Now => now;

    /// <summary>Gets what decisions came to and why; null outside a decision.</summary>
    internal DecisionTrace? Trace { get; init; }

    internal IReadOnlyList<FeelProblem> Warnings => warnings ?? (IReadOnlyList<FeelProblem>)[];

    /// <summary>Notes a warning; gives null, the value that comes of it.</summary>
    internal object? Warn(Source source, int at, string code, params ReadOnlySpan<string> arguments)
    {
        if (warnings is null || warnings.Count < MaxWarnings) Add(source.Problem(code, at, arguments));
        return null;
    }

    internal void Add(FeelProblem warning)
    {
        warnings ??= [];
        if (warnings.Count < MaxWarnings) warnings.Add(warning);
    }

    /// <summary>Counts work.</summary>
    /// <exception cref="EvaluationLimitException">Too much.</exception>
    internal void Spend(int count = 1)
    {
        steps -= count;
        if (steps < 0) throw new EvaluationLimitException("feel.limit.steps", $"{MaxSteps}");
    }

    /// <summary>To be called where a walk goes one level deeper into a value or a function.</summary>
    /// <exception cref="EvaluationLimitException">The stack is nearly used up.</exception>
    internal void Descend()
    {
        Spend();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new EvaluationLimitException("feel.limit.stack", "");
    }

    /// <summary>Runs, and turns a limit into a warning at the expression's beginning and null.</summary>
    internal object? Guard<T>(Source source, T state, Func<T, object?> run)
    {
        try
        {
            return run(state);
        }
        catch (EvaluationLimitException limit)
        {
            // Room is made: this warning explains all the others.
            if (warnings?.Count >= MaxWarnings) warnings.RemoveAt(MaxWarnings - 1);
            return Warn(source, 0, limit.Code, limit.Argument);
        }
    }
}
