namespace VanLang.Rules.Contracts;

/// <summary>A FEEL range such as <c>[1..10)</c> or <c>&gt;= 18</c>.</summary>
/// <param name="Start">Lower end, or null where the range has none.</param>
/// <param name="StartIncluded">Whether the lower end belongs to it.</param>
/// <param name="End">Upper end, or null where the range has none.</param>
/// <param name="EndIncluded">Whether the upper end belongs to it.</param>
public sealed record FeelRange(object? Start, bool StartIncluded, object? End, bool EndIncluded)
{
    /// <summary>Whether it was written as <c>(= x)</c>: DMN tells that from <c>[x..x]</c>, though both hold the same value.</summary>
    public bool IsPoint { get; init; }
}
