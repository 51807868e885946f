using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>Outcome of an evaluation.</summary>
/// <param name="Value">
/// Value in the types <see cref="FeelScope.Variables"/> accepts; numbers are <see cref="FeelNumber"/>; a date and time without offset is a DateTime of kind Unspecified; what
/// lies outside the years 1 to 9999, or counts less than 100 nanoseconds, is a value whose <c>ToString</c> gives its text.
/// </param>
/// <param name="Warnings">Why a value became null although FEEL found no name, no such function, another type, or a limit; at most 50.</param>
public sealed record FeelResult(object? Value, IReadOnlyList<FeelProblem> Warnings)
{
    /// <summary>The value as FEEL text; a string in quotes.</summary>
    public string Text
    {
        get
        {
            var session = new Session(DateTimeOffset.UnixEpoch);
            var value = ClrValues.In(Value, session);
            return value is string text ? FeelText.Quote(text) : FeelText.Write(value, session);
        }
    }

    /// <summary>True only for true: null and every other value are not.</summary>
    public bool IsTrue => Value is true;
}
