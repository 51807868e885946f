namespace VanLang.Signing.Pdf;

/// <summary>A field without children: what a person fills or signs (ISO 32000-1, 12.7).</summary>
/// <param name="Reference">The field's object; null when the field stands directly in an array, which no update can change.</param>
/// <param name="Name">Full name, parts joined by points.</param>
/// <param name="Type">Tx, Btn, Ch or Sig, inherited where needed.</param>
/// <param name="Dictionary">The field's own dictionary.</param>
/// <param name="Value">Value, inherited where needed; null when empty.</param>
internal sealed record PdfField(PdfReference? Reference, string Name, string Type, PdfDictionary Dictionary, PdfObject? Value)
{
    /// <summary>Objects of the field itself and its widgets on pages.</summary>
    public IReadOnlyList<PdfReference> Widgets { get; init; } = [];
}

/// <summary>The fields of a file.</summary>
internal static class PdfForm
{
    private const int MostFields = 20_000;
    private const int DeepestTree = 100;

    public static IReadOnlyList<PdfField> FieldsOf(PdfFile file)
    {
        var found = new List<PdfField>();
        var form = file.Dictionary(file.Root["AcroForm"]);
        foreach (var item in file.Array(form?["Fields"])?.Items ?? [])
            Collect(file, item, "", null, null, found, [], 0);
        return found;
    }

    /// <summary>The pages in order.</summary>
    public static IReadOnlyList<PdfReference> PagesOf(PdfFile file)
    {
        var pages = new List<PdfReference>();
        CollectPages(file, file.Root["Pages"], pages, [], 0);
        return pages;
    }

    private static void Collect(
        PdfFile file, PdfObject item, string parent, string? type, PdfObject? value, List<PdfField> found, HashSet<int> seen, int depth)
    {
        var reference = item as PdfReference;
        if (reference is not null && !seen.Add(reference.Number))
            return;
        if (file.Dictionary(item) is not { } dictionary || found.Count > MostFields)
            return;
        if (depth > DeepestTree)
            throw new PdfFormatException("The tree of fields is too deep");
        var part = file.Text(dictionary["T"]);
        var name = part is null ? parent : parent.Length == 0 ? part : $"{parent}.{part}";
        type = file.Name(dictionary["FT"]) ?? type;
        value = dictionary["V"] is { } own ? file.Resolve(own) : value;

        var kids = file.Array(dictionary["Kids"])?.Items ?? [];
        var children = kids.Where(kid => file.Dictionary(kid)?["T"] is not null).ToList();
        if (children.Count > 0)
        {
            foreach (var child in children)
                Collect(file, child, name, type, value, found, seen, depth + 1);
            return;
        }

        var widgets = kids.OfType<PdfReference>().ToList();
        if (reference is not null)
            widgets.Insert(0, reference);
        found.Add(new PdfField(reference, name, type ?? "", dictionary, value is PdfNull ? null : value) { Widgets = widgets });
    }

    private static void CollectPages(PdfFile file, PdfObject? node, List<PdfReference> pages, HashSet<int> seen, int depth)
    {
        if (node is not PdfReference reference || !seen.Add(reference.Number) || file.Dictionary(node) is not { } dictionary)
            return;
        if (depth > DeepestTree)
            throw new PdfFormatException("The tree of pages is too deep");
        if (file.Name(dictionary["Type"]) == "Page" || dictionary["Kids"] is null)
        {
            pages.Add(reference);
            return;
        }

        foreach (var kid in file.Array(dictionary["Kids"])?.Items ?? [])
            CollectPages(file, kid, pages, seen, depth + 1);
    }
}
