using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Values;

/// <summary>A type of FEEL or of a model's item definitions.</summary>
internal abstract class FeelType(string name)
{
    internal static readonly FeelType Any = new KindType("Any", FeelKind.NotNull);

    internal string Name => name;

    /// <summary>Unary tests that values must pass, in the order of their priority; null where the type has none.</summary>
    internal virtual PlacedNode? AllowedValues => null;

    /// <summary><c>instance of</c>: null is an instance of nothing; allowed values do not matter.</summary>
    internal abstract bool Holds(object? value, Session session);

    /// <summary>
    /// Fits a value to the type: null fits always, a list of one item stands for the item and an item for its list.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="fromOutside">Whether text is read as date, time or duration where one is wanted: JSON has no other way to give them.</param>
    /// <param name="session">The evaluation.</param>
    /// <param name="fitted">The fitted value, or the value as it was if it does not fit.</param>
    internal virtual bool TryConform(object? value, bool fromOutside, Session session, out object? fitted)
    {
        fitted = value;
        if (value is null || Fits(value, fromOutside, session, out fitted)) return true;
        if (value is FeelList { Count: 1 } list && Fits(list[0], fromOutside, session, out fitted)) return true;
        fitted = value;
        return false;
    }

    protected virtual bool Fits(object? value, bool fromOutside, Session session, out object? fitted)
    {
        fitted = value;
        return Holds(value, session);
    }
}
