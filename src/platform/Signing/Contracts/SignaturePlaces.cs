using VanLang.Printing.Contracts;
using VanLang.Signing.Pdf;
using VanLang.Signing.Placement;

namespace VanLang.Signing.Contracts;

/// <summary>Which block looks for a place.</summary>
public enum SignatureBlock
{
    /// <summary>Another person's signature, where nothing was reserved for it: at the foot of the last page.</summary>
    Person,

    /// <summary>The block of an agency that certifies a copy (sao y, sao lục, trích sao) or signs an annex of its own: top right corner of the first page (Decree 30/2020, Annex I).</summary>
    CertifiedCopy,

    /// <summary>The stamp of arrival (dấu "ĐẾN"): in the free space of the left half below the number of the document, else in the upper margin.</summary>
    Arrival,
}

/// <summary>What came of looking for a place.</summary>
public abstract record PlaceOutcome
{
    private PlaceOutcome()
    {
    }

    /// <summary>A place where the block covers nothing; for <see cref="SignatureRequest.NewFields"/>.</summary>
    public sealed record Found(ReservedField Place) : PlaceOutcome;

    /// <summary>There is none, or it cannot be told where the words of the page are.</summary>
    public sealed record Refused(SigningProblem Problem) : PlaceOutcome;
}

/// <summary>
/// Finds places for blocks on files of any origin. What the page shows (text, drawings, pictures, fields, notes) is read from its content; a block is never put over any of it, and
/// where it cannot be told, on a scan in a form that is not read and without recognised text, no place is given.
/// </summary>
public static class SignaturePlaces
{
    private const double Edge = 8;

    // On a page smaller than a letter the part in which a block is looked for is not smaller than this.
    private const double Least = 240;

    /// <summary>Looks for a place.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="block">What is to be placed.</param>
    /// <param name="field">Name of the new signature field.</param>
    /// <param name="page">On which page, from 1; null for the page on which the block usually stands.</param>
    public static PlaceOutcome Find(ReadOnlyMemory<byte> pdf, SignatureBlock block, string field, int? page = null)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            if (file.IsEncrypted)
                return new PlaceOutcome.Refused(new SigningProblem(SigningCodes.PdfEncrypted));
            var pages = PdfForm.PagesOf(file);
            if (pages.Count == 0)
                return new PlaceOutcome.Refused(new SigningProblem(SigningCodes.PageMissing, "1"));
            var number = page ?? (block == SignatureBlock.Person ? pages.Count : 1);
            if (number < 1 || number > pages.Count)
                return new PlaceOutcome.Refused(new SigningProblem(SigningCodes.PageMissing, $"{number}"));
            var sheet = PageSheet.Of(file, pages[number - 1]);
            var ink = new PageInk(file, sheet);
            if (ink is { IsUnread: true, HasText: false })
                return new PlaceOutcome.Refused(new SigningProblem(SigningCodes.PageUnreadable, $"{number}"));
            foreach (var (width, height) in Sizes(block))
            {
                foreach (var part in Parts(block, sheet))
                {
                    if (FreePlace.Find(ink.Taken, width, height, part) is { } free)
                        return new PlaceOutcome.Found(Field(field, block, number, sheet.FromSeen().Apply(free)));
                }
            }

            return new PlaceOutcome.Refused(new SigningProblem(SigningCodes.NoRoom, $"{number}"));
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            return new PlaceOutcome.Refused(new SigningProblem(SigningCodes.PdfBroken, fault.Message));
        }
    }

    private static ReservedField Field(string name, SignatureBlock block, int page, Box box) => new(
        name, block == SignatureBlock.Person ? ReservedKind.Signature : ReservedKind.Seal, page,
        Math.Round(box.Left, 2), Math.Round(box.Bottom, 2), Math.Round(box.Width, 2), Math.Round(box.Height, 2), null);

    // From the usual size to the smallest that can still be read. The usual one fits into the upper margin that Decree 30/2020 prescribes (20 to 25 mm).
    private static IEnumerable<(double Width, double Height)> Sizes(SignatureBlock block) => block switch
    {
        SignatureBlock.CertifiedCopy => [(205, 45), (180, 40), (160, 36)],
        SignatureBlock.Arrival => [(142, 62), (124, 54), (110, 48)],
        _ => [(150, 54), (130, 46), (110, 40)],
    };

    private static IEnumerable<PlaceArea> Parts(SignatureBlock block, PageSheet sheet)
    {
        var (width, height) = (sheet.Width, sheet.Height);
        var inside = new Box(Edge, Edge, width - Edge, height - Edge);
        switch (block)
        {
            case SignatureBlock.CertifiedCopy:
                yield return new PlaceArea(inside with { Left = Math.Max(Edge, Math.Min(width * 0.4, width - Least)), Bottom = Math.Max(Edge, Math.Min(height * 0.7, height - Least)) }, ToRight: true, ToTop: true);
                break;
            case SignatureBlock.Arrival:
                yield return new PlaceArea(new Box(width * 0.06, height * 0.6, width * 0.5, height * 0.9), ToRight: false, ToTop: true);
                yield return new PlaceArea(inside with { Right = Math.Min(width - Edge, Math.Max(width * 0.6, Least)), Bottom = Math.Max(Edge, Math.Min(height * 0.6, height - Least)) }, ToRight: false, ToTop: true);
                break;
            default:
                yield return new PlaceArea(inside with { Top = Math.Min(height - Edge, Math.Max(height * 0.6, Least)) }, ToRight: true, ToTop: false);
                break;
        }
    }
}
