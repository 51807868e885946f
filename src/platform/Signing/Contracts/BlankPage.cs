using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>An empty sheet (A4) before the first page of a file, where a block has no place on any of its own. Only files that nobody has signed get one: a page is a change that no signature allows.</summary>
public static class BlankPage
{
    /// <summary>Adds it by incremental update.</summary>
    /// <returns>The file; null where it is signed or encrypted or cannot be read.</returns>
    public static ReadOnlyMemory<byte>? Before(ReadOnlyMemory<byte> pdf)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            if (file.IsEncrypted || PdfForm.FieldsOf(file).Any(field => field is { Type: "Sig", Value: not null }) || file.Root["Pages"] is not PdfReference pages)
                return null;
            var update = new PdfUpdate(file);
            var tree = update.CurrentDictionary(pages);
            var page = update.Add(PdfDictionary.Of(
                ("Type", new PdfName("Page")), ("Parent", pages), ("MediaBox", PdfArray.Of(0, 0, 595, 842)), ("CropBox", PdfArray.Of(0, 0, 595, 842)), ("Rotate", new PdfNumber(0)),
                ("Resources", PdfDictionary.Empty)));
            update.Replace(pages, tree.With(("Kids", new PdfArray([page, .. file.Array(tree["Kids"])?.Items ?? []])), ("Count", new PdfNumber((file.Integer(tree["Count"]) ?? 0) + 1))));
            return update.Write(new Dictionary<PdfPlaceholder, int>());
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            return null;
        }
    }
}
