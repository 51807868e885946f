using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Validates the signatures of a PDF file after ETSI EN 319 102-1: that bytes and signature value agree, that the signed range is a whole revision with no gap but
/// the signature itself, whether later revisions did more than fill fields and sign, where the certificate leads, what the file says of its revocation, what time is
/// proven, and whether the algorithms could be relied on then. Asks no network and keeps nothing.
/// </summary>
public static class PdfSignatureCheck
{
    /// <summary>Largest file that is checked, in bytes.</summary>
    public const long LargestFile = 1_000_000_000;

    /// <summary>Checks all signatures.</summary>
    /// <param name="pdf">The whole file.</param>
    /// <param name="trust">Who is trusted.</param>
    /// <param name="now">Time of the check: what holds then counts where no time-stamp proves an earlier time.</param>
    /// <param name="limit">How long it may take; a few seconds when null. What could not be looked at by then is indeterminate.</param>
    /// <returns>A report; never throws for any bytes.</returns>
    public static SignatureReport Check(ReadOnlyMemory<byte> pdf, TrustList trust, DateTimeOffset now, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var budget = new ReadingBudget(limit ?? ReadingBudget.Usual);
        try
        {
            var file = PdfFile.Open(pdf, budget);
            if (file.IsEncrypted)
                return new SignatureReport([], new SigningProblem("check.encrypted")) { ProblemVerdict = SignatureVerdict.Indeterminate, IsUnreadable = true };
            var signatures = new SignatureChecker(file, trust, now).CheckAll();

            // Whoever hides the field of a signature must not make the file one without.
            var traces = SignatureTraces.Count(pdf.Span);
            return traces > signatures.Count
                ? new SignatureReport(signatures, new SigningProblem("check.hidden", $"{traces - signatures.Count}"))
                : new SignatureReport(signatures, null);
        }
        catch (PdfLimitException limited)
        {
            return new SignatureReport([], new SigningProblem("check.limit", limited.What)) { ProblemVerdict = SignatureVerdict.Indeterminate };
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            return SignatureTraces.Count(pdf.Span) > 0
                ? new SignatureReport([], new SigningProblem("check.broken", fault.Message))
                : new SignatureReport([], new SigningProblem(SigningCodes.PdfBroken, fault.Message)) { IsUnreadable = true };
        }
    }
}
