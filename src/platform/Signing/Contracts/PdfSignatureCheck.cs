using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Checks the signatures of a PDF file: that bytes and signature value agree, that the signed range is a whole revision with no gap but
/// the signature itself, who signed, and whether later revisions did more than fill fields and sign. Revocation and long-term data are
/// not looked at.
/// </summary>
public static class PdfSignatureCheck
{
    /// <summary>Checks all signatures.</summary>
    /// <param name="pdf">The whole file.</param>
    /// <param name="anchors">Root certificates that are trusted, DER. With none, no signature gets further than indeterminate.</param>
    /// <param name="now">Time of the check, used where a signature states no time.</param>
    /// <returns>A report; never throws for any bytes.</returns>
    public static PdfSignatureReport Check(ReadOnlyMemory<byte> pdf, IReadOnlyList<ReadOnlyMemory<byte>> anchors, DateTimeOffset now)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            if (file.IsEncrypted)
                return new PdfSignatureReport([], new SigningProblem(SigningCodes.PdfEncrypted));
            using var trust = new TrustAnchors(anchors);
            var check = new SignatureChecker(file, trust, now);
            return new PdfSignatureReport(check.CheckAll(), null);
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            return new PdfSignatureReport([], new SigningProblem(SigningCodes.PdfBroken, fault.Message));
        }
    }
}
