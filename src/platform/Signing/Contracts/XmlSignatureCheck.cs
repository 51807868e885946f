using System.Xml;
using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Validates the signatures in an XML document (XAdES, ETSI EN 319 132-1, or plain XML signatures, enveloped) after ETSI EN 319 102-1 by the same rules as in PDF. Passed is only what signs the whole
/// document: a signature over a part leaves it open what a reader takes for signed. Asks no network, follows no address and keeps nothing.
/// </summary>
public static class XmlSignatureCheck
{
    /// <summary>Checks all signatures.</summary>
    /// <param name="xml">The whole file.</param>
    /// <param name="trust">Who is trusted.</param>
    /// <param name="now">Time of the check: what holds then counts where no time-stamp proves an earlier time.</param>
    /// <param name="limit">How long it may take; a few seconds when null.</param>
    /// <returns>A report; never throws for any bytes.</returns>
    public static SignatureReport Check(ReadOnlyMemory<byte> xml, TrustList trust, DateTimeOffset now, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var budget = new ReadingBudget(limit ?? ReadingBudget.Usual);
        try
        {
            var document = XmlInput.Read(xml, budget);
            if (document.DocumentElement!.Is("Signature", XmlNames.Signature))
                return new SignatureReport([], new SigningProblem("check.unsupported", "enveloping")) { ProblemVerdict = SignatureVerdict.Indeterminate };
            var checker = new XmlSignatureChecker(document, new SignatureJudge(trust, budget, now), budget, null);
            return new SignatureReport([.. XmlSignatureChecker.Find(document).Select((signature, index) => checker.Check($"signature-{index + 1}", signature))], null);
        }
        catch (PdfLimitException limited)
        {
            return new SignatureReport([], new SigningProblem("check.limit", limited.What)) { ProblemVerdict = SignatureVerdict.Indeterminate };
        }
        catch (XmlException fault)
        {
            // Whoever breaks a signed document must not make it one without signature.
            return new SignatureReport([], new SigningProblem("check.xml-broken", fault.Message)) { IsUnreadable = xml.Span.IndexOf("SignatureValue"u8) < 0 };
        }
    }

    /// <summary>Whether a file begins as XML does.</summary>
    internal static bool IsXml(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return true;
        if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            file = file[3..];
        return file.TrimStart(" \t\r\n"u8).StartsWith("<"u8) && file[..Math.Min(1024, file.Length)].IndexOf("%PDF-"u8) < 0;
    }
}
