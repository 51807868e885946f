using VanLang.Printing.Contracts;

namespace VanLang.Signing.Pdf;

/// <summary>Makes empty fields and registers them in the form of the file.</summary>
internal static class FormFields
{
    // Names and standard fonts that readers know; only used if a person empties and refills a field in a reader.
    private static readonly Dictionary<(PrintFamily, bool, bool), (string Name, string Font)> Standard = new()
    {
        [(PrintFamily.Serif, false, false)] = ("TiRo", "Times-Roman"),
        [(PrintFamily.Serif, true, false)] = ("TiBo", "Times-Bold"),
        [(PrintFamily.Serif, false, true)] = ("TiIt", "Times-Italic"),
        [(PrintFamily.Serif, true, true)] = ("TiBI", "Times-BoldItalic"),
        [(PrintFamily.Sans, false, false)] = ("Helv", "Helvetica"),
        [(PrintFamily.Sans, true, false)] = ("HeBo", "Helvetica-Bold"),
        [(PrintFamily.Sans, false, true)] = ("HeOb", "Helvetica-Oblique"),
        [(PrintFamily.Sans, true, true)] = ("HeBI", "Helvetica-BoldOblique"),
    };

    /// <summary>A field that is its own widget. A seal, set last, locks the text fields of the document.</summary>
    public static PdfDictionary Create(ReservedField place, PdfReference page, IReadOnlyList<string> texts)
    {
        var field = PdfDictionary.Of(
            ("Type", new PdfName("Annot")), ("Subtype", new PdfName("Widget")), ("T", PdfString.FromText(place.Name)), ("P", page),
            ("Rect", PdfArray.Of(place.X, place.Y, Math.Round(place.X + place.Width, 2), Math.Round(place.Y + place.Height, 2))));
        if (place.Kind == ReservedKind.Text)
        {
            var text = place.Text ?? new ReservedText(PrintFamily.Serif, 12, false, false, PrintAlign.Left, 3);
            return field.With(
                ("FT", new PdfName("Tx")), ("F", new PdfNumber(4)), ("DA", PdfString.FromAscii(DefaultAppearance(text))),
                ("Q", new PdfNumber(text.Align switch { PrintAlign.Center => 1, PrintAlign.Right => 2, _ => 0 })));
        }

        field = field.With(("FT", new PdfName("Sig")), ("F", new PdfNumber(132)));
        return place.Kind == ReservedKind.Seal && texts.Count > 0
            ? field.With("Lock", PdfDictionary.Of(
                ("Type", new PdfName("SigFieldLock")), ("Action", new PdfName("Include")), ("Fields", new PdfArray([.. texts.Select(PdfString.FromText)]))))
            : field;
    }

    /// <summary>Adds fields to the form, which is made when the file has none.</summary>
    public static void Register(PdfUpdate update, IEnumerable<PdfReference> fields) => ChangeForm(update, form =>
    {
        var present = update.Current(form["Fields"]) as PdfArray ?? new PdfArray([]);
        var resources = update.Current(form["DR"]) as PdfDictionary ?? PdfDictionary.Empty;
        var faces = update.Current(resources["Font"]) as PdfDictionary ?? PdfDictionary.Empty;
        foreach (var (name, font) in Standard.Values.Where(face => face.Name is "TiRo" or "TiIt" or "Helv"))
        {
            if (faces[name] is null)
            {
                faces = faces.With(name, update.Add(PdfDictionary.Of(
                    ("Type", new PdfName("Font")), ("Subtype", new PdfName("Type1")), ("BaseFont", new PdfName(font)), ("Encoding", new PdfName("WinAnsiEncoding")))));
            }
        }

        return form.With(
            ("Fields", new PdfArray([.. present.Items, .. fields])), ("DR", resources.With("Font", faces)), ("DA", form["DA"] ?? PdfString.FromAscii("/Helv 0 Tf 0 g")));
    });

    /// <summary>Adds fields that show no text.</summary>
    public static void Enter(PdfUpdate update, IEnumerable<PdfReference> fields) => ChangeForm(
        update, form => form.With("Fields", new PdfArray([.. (update.Current(form["Fields"]) as PdfArray)?.Items ?? [], .. fields])));

    /// <summary>SigFlags: signatures are there, and the file may only be appended to.</summary>
    public static void MarkSigned(PdfUpdate update) => ChangeForm(
        update, form => update.Current(form["SigFlags"]) is PdfNumber { Value: 3 } ? form : form.With("SigFlags", new PdfNumber(3)));

    /// <summary>Width and height of a field's rectangle in points.</summary>
    public static (double Width, double Height) BoxOf(PdfFile file, PdfDictionary field)
    {
        var edges = (file.Array(field["Rect"])?.Items ?? []).Select(edge => file.Resolve(edge)).OfType<PdfNumber>().Select(edge => edge.Value).ToArray();
        return edges.Length == 4 ? (Math.Abs(edges[2] - edges[0]), Math.Abs(edges[3] - edges[1])) : (0, 0);
    }

    /// <summary>The style a field's /DA asks for; serif regular when it names an unknown font.</summary>
    public static (PrintFamily Family, bool Bold, bool Italic, double Size) StyleOf(string defaultAppearance)
    {
        var parts = defaultAppearance.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "Tf");
        if (at < 2 || !double.TryParse(parts[at - 1], System.Globalization.CultureInfo.InvariantCulture, out var size))
            return (PrintFamily.Serif, false, false, 0);
        var (family, bold, italic) = Standard.FirstOrDefault(face => $"/{face.Value.Name}" == parts[at - 2]).Key;
        return (family, bold, italic, size);
    }

    private static string DefaultAppearance(ReservedText text) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"/{NameOf(text)} {text.Size:0.##} Tf 0 g");

    // Bold faces are rare in fields: the regular one of the family stands for them.
    private static string NameOf(ReservedText text) =>
        text.Family == PrintFamily.Sans ? "Helv" : Standard[(text.Family, false, text.Italic)].Name;

    private static void ChangeForm(PdfUpdate update, Func<PdfDictionary, PdfDictionary> change)
    {
        var file = update.File;
        var root = update.CurrentDictionary(file.RootReference);
        var form = update.Current(root["AcroForm"]) as PdfDictionary ?? PdfDictionary.Of(("Fields", new PdfArray([])));
        var changed = change(form);
        if (ReferenceEquals(changed, form))
            return;
        if (root["AcroForm"] is PdfReference reference)
            update.Replace(reference, changed);
        else if (root["AcroForm"] is null)
            update.Replace(file.RootReference, root.With("AcroForm", update.Add(changed)));
        else
            update.Replace(file.RootReference, root.With("AcroForm", changed));
    }
}
