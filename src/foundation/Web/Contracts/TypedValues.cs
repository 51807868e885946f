namespace VanLang.Web.Contracts;

/// <summary>What a person typed into a form, to be recognised again.</summary>
/// <param name="rooms">Who knows the words of forms.</param>
public sealed class TypedValues(IEnumerable<FormWords> rooms)
{
    /// <summary>The values in the order of the form. Keys and empty values say nothing to anybody; the parts of a date are one value.</summary>
    /// <param name="action">Address the form was posted to, as the browser knows it.</param>
    /// <param name="names">Names of the inputs.</param>
    /// <param name="values">Their values, in the same order.</param>
    public async Task<IReadOnlyList<TypedValue>> Shown(string action, IReadOnlyList<string> names, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        string path = action.Split('?', 2)[0];
        if (path.StartsWith("/en/", StringComparison.OrdinalIgnoreCase))
            path = path[3..];
        Func<string, string, TypedValue?>? words = null;
        foreach (var room in rooms)
            words ??= await room.Of(path, cancellationToken);
        List<TypedValue> shown = [];
        for (var i = 0; i < names.Count; i++)
        {
            var dateName = names[i].EndsWith(".Day", StringComparison.Ordinal) ? names[i][..^".Day".Length] : null;
            if (dateName is not null && i + 2 < names.Count && names[i + 1] == dateName + ".Month" && names[i + 2] == dateName + ".Year")
            {
                Add(dateName, new DateParts(values[i], values[i + 1], values[i + 2]).ToString());
                i += 2;
            }
            else if (!names[i].StartsWith('_') && !Guid.TryParse(values[i], out _))
                Add(names[i], values[i]);
        }

        return shown;

        void Add(string name, string value)
        {
            if (string.IsNullOrWhiteSpace(value))
                return;
            var said = words?.Invoke(name, value) ?? new(null, value);
            if (!string.IsNullOrWhiteSpace(said.Value))
                shown.Add(said);
        }
    }
}
