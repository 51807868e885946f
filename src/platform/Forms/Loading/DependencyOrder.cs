using VanLang.Forms.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>
/// The order in which fields come to their values: what a condition or a computed value reads comes first. A hidden field counts as unanswered
/// for all others, so conditions take part as computed values do, and a circle among them has no meaning.
/// </summary>
internal static class DependencyOrder
{
    /// <summary>All fields in order; null if there is a circle, which is then told as <c>a → b → a</c>.</summary>
    public static IReadOnlyList<SchemaField>? Of(IReadOnlyList<SchemaPage> pages, out string? circle)
    {
        var fields = new Dictionary<string, SchemaField>(StringComparer.Ordinal);
        foreach (var field in pages.SelectMany(p => p.Fields))
            fields.TryAdd(field.Key, field);
        var order = new List<SchemaField>(fields.Count);
        var done = new Dictionary<string, bool>(StringComparer.Ordinal);
        var way = new List<string>();
        foreach (var field in fields.Values)
            if (Visit(field) is { } found)
            {
                circle = found;
                return null;
            }

        circle = null;
        return order;

        string? Visit(SchemaField field)
        {
            if (done.TryGetValue(field.Key, out var finished))
                return finished ? null : string.Join(" → ", way.SkipWhile(k => k != field.Key).Append(field.Key));
            done[field.Key] = false;
            way.Add(field.Key);
            foreach (var name in Reads(field))
                if (fields.TryGetValue(name, out var other) && Visit(other) is { } found)
                    return found;
            way.RemoveAt(way.Count - 1);
            done[field.Key] = true;
            order.Add(field);
            return null;
        }
    }

    /// <summary>Whether what is asked on a page depends on a field of the same page, be it by way of a computed one.</summary>
    public static bool DependsOnItself(IEnumerable<SchemaPart> parts, IReadOnlyList<SchemaField> fields)
    {
        var own = fields.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return parts.Any(Depends);

        // A doubt comes up by itself when the page is sent; nobody has to ask for it.
        bool Depends(SchemaPart part) => part is not SchemaField { Kind: FieldKind.Doubt } && (
            part.Conditions.Any(c => c.Expression.Names.Any(own.Contains))
            || part is SchemaGroup group && group.Parts.Any(Depends)
            || part is SchemaField { Row: { } row } && DependsOnItself(row.Pages[0].Parts, [.. row.Order, .. fields]));
    }

    /// <summary>Whatever the expressions of a field name, also those that only check or offer.</summary>
    public static IEnumerable<string> Names(SchemaField field) =>
        Reads(field).Concat(new[] { field.RequiredWhen, field.Initial, field.MustHold, field.MinDate?.Expression, field.MaxDate?.Expression }.SelectMany(e => e?.Names ?? Enumerable.Empty<string>()));

    private static IEnumerable<string> Reads(SchemaField field) =>
        field.Conditions.SelectMany(c => c.Expression.Names).Concat(field.Computed?.Names ?? Enumerable.Empty<string>()).Concat(field.AsOf?.Expression?.Names ?? Enumerable.Empty<string>()).Concat(field.RowReads);
}
