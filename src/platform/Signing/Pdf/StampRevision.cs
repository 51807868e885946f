using System.Globalization;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Pdf;

/// <summary>An incremental update that ends with a time-stamp of the whole document (/DocTimeStamp, EN 319 142-1, 5.4.3). It shows nothing.</summary>
internal static class StampRevision
{
    /// <param name="room">Bytes kept for the token.</param>
    /// <exception cref="PdfFormatException">The file has no page.</exception>
    public static PreparedSignature Prepare(PdfFile file, int room, DateTimeOffset now)
    {
        var update = new PdfUpdate(file);
        var names = PdfForm.FieldsOf(file).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var number = 1;
        while (names.Contains(NameOf(number)))
            number++;
        var page = PdfForm.PagesOf(file) is [var first, ..] ? first : throw new PdfFormatException("The file has no page");
        var (range, contents) = (PdfPlaceholder.ForRange(), PdfPlaceholder.ForContents(room));
        var stamp = update.Add(PdfDictionary.Of(
            ("Type", new PdfName("DocTimeStamp")), ("Filter", new PdfName("Adobe.PPKLite")), ("SubFilter", new PdfName("ETSI.RFC3161")), ("ByteRange", range), ("Contents", contents)));
        var field = update.Add(PdfDictionary.Of(
            ("Type", new PdfName("Annot")), ("Subtype", new PdfName("Widget")), ("FT", new PdfName("Sig")), ("T", PdfString.FromAscii(NameOf(number))),
            ("F", new PdfNumber(132)), ("Rect", PdfArray.Of(0, 0, 0, 0)), ("P", page), ("V", stamp)));
        var dictionary = update.CurrentDictionary(page);
        update.Replace(page, dictionary.With("Annots", new PdfArray([.. file.Array(dictionary["Annots"])?.Items ?? [], field])));
        FormFields.Enter(update, [field]);
        FormFields.MarkSigned(update);
        var marks = new Dictionary<PdfPlaceholder, int>();
        return PreparedSignature.Of(update.Write(marks), marks, range, contents, now);
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"time-stamp-{number}");
}
