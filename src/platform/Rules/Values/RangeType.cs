using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>A range whose ends are of a type.</summary>
internal sealed class RangeType(string name, FeelType item) : FeelType(name)
{
    internal override bool Holds(object? value, Session session) =>
        value is FeelRange range && (range.Start is null || item.Holds(range.Start, session)) && (range.End is null || item.Holds(range.End, session));
}
