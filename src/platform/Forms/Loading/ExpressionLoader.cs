using VanLang.Rules.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>Compiles the FEEL of a schema and refuses names that nobody will give a value.</summary>
internal sealed class ExpressionLoader(IReadOnlySet<string> names)
{
    public ExpressionLoader(IEnumerable<string> names)
        : this(names.ToHashSet(StringComparer.Ordinal))
    {
    }

    /// <summary>For expressions within a row, which read its fields too.</summary>
    public ExpressionLoader Inside(IEnumerable<string> own) => new(names.Concat(own));

    /// <summary>The expression of a member, or null if it is absent or wrong. The mark <c>=</c> of form-js before it is not part of FEEL.</summary>
    public FeelExpression? Load(SchemaNode node, string member)
    {
        if (node.Text(member) is not { } text)
            return null;
        var mark = text.StartsWith('=') ? 1 : 0;
        var (expression, found) = FeelExpression.Compile(text[mark..], names);
        foreach (var problem in found)
            // The place is that in the text as the author sees it, with the mark.
            node.Problem("forms.schema.feel", member, problem.Message, problem.Line, problem.Line == 1 ? problem.Column + mark : problem.Column);
        foreach (var unknown in (expression?.Names ?? new HashSet<string>()).Where(n => !names.Contains(n)).Order(StringComparer.Ordinal))
            node.Problem("forms.schema.unknown-name", member, unknown);
        return expression;
    }

    /// <summary>The conditions of a part: those of what it lies in and its own.</summary>
    public IReadOnlyList<Condition> Conditions(SchemaNode node, SchemaNode properties, IReadOnlyList<Condition> outer)
    {
        var hide = Load(node.Child("conditional"), "hide");
        var visible = Load(properties, "visibleWhen");
        if (hide is null && visible is null)
            return outer;
        List<Condition> all = [.. outer];
        if (hide is not null)
            all.Add(new(hide, Hides: true));
        if (visible is not null)
            all.Add(new(visible, Hides: false));
        return all;
    }
}
