using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>A list of items of a type.</summary>
internal sealed class ListType(string name, FeelType item) : FeelType(name)
{
    internal override bool Holds(object? value, Session session)
    {
        session.Descend();
        return value is FeelList list && list.All(i => i is null || item.Holds(i, session));
    }

    protected override bool Fits(object? value, bool fromOutside, Session session, out object? fitted)
    {
        session.Descend();
        fitted = value;
        var list = value as FeelList ?? new FeelList([value]);
        var items = new object?[list.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (!item.TryConform(list[i], fromOutside, session, out items[i])) return false;
        }

        fitted = new FeelList(items);
        return true;
    }
}
