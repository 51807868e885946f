using VanLang.Rules.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>How often an activity is done.</summary>
/// <param name="Completion">After each round or child: enough; what still runs is cancelled.</param>
internal abstract record LoopRule(FeelExpression? Completion)
{
    /// <summary>Children that one activity may have.</summary>
    public const int MaxChildren = 10_000;
}

/// <summary>Again while the condition is true (<c>standardLoopCharacteristics</c>).</summary>
/// <param name="While">Null: only the maximum ends it.</param>
/// <param name="TestBefore">Whether the condition is asked before the first round as well.</param>
internal sealed record StandardLoop(FeelExpression? While, bool TestBefore, int Maximum) : LoopRule((FeelExpression?)null);

/// <summary>Once for each item of a list, or so many times; both are fixed when it begins.</summary>
/// <param name="Count">Gives how many; null where a collection is gone through.</param>
/// <param name="Collection">Gives the items.</param>
/// <param name="Element">Name under which a child sees its item.</param>
/// <param name="OutputCollection">Name of the list of what the children gave.</param>
/// <param name="OutputElement">Gives what a child adds to it.</param>
internal sealed record MultiInstance(
    bool Sequential, FeelExpression? Count, FeelExpression? Collection, string? Element, string? OutputCollection, FeelExpression? OutputElement,
    FeelExpression? Completion) : LoopRule(Completion);
