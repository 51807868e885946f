namespace VanLang.Web.Contracts;

/// <summary>What a person typed into a form, to be recognised again.</summary>
public static class TypedValues
{
    /// <summary>The values in the order of the form. Names of inputs, keys and empty values say nothing to anybody; the parts of a date are one value.</summary>
    /// <param name="names">Names of the inputs.</param>
    /// <param name="values">Their values, in the same order.</param>
    public static IReadOnlyList<string> Shown(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        List<string> shown = [];
        for (var i = 0; i < names.Count; i++)
        {
            var dateName = names[i].EndsWith(".Day", StringComparison.Ordinal) ? names[i][..^".Day".Length] : null;
            if (dateName is not null && i + 2 < names.Count && names[i + 1] == dateName + ".Month" && names[i + 2] == dateName + ".Year")
            {
                shown.Add(new DateParts(values[i], values[i + 1], values[i + 2]).ToString());
                i += 2;
            }
            else if (!names[i].StartsWith('_') && !Guid.TryParse(values[i], out _))
                shown.Add(values[i]);
        }

        shown.RemoveAll(string.IsNullOrWhiteSpace);
        return shown;
    }
}
