namespace VanLang.Signing.Contracts;

/// <summary>Validates whatever somebody has: a signed file of any of the kinds that are known here, told by its content, or a file and its signature.</summary>
public static class SignatureCheck
{
    /// <param name="file">The whole file.</param>
    /// <param name="signature">The signature that lies beside it; null where the file holds its own.</param>
    /// <param name="trust">Who is trusted.</param>
    /// <param name="now">Time of the check.</param>
    /// <param name="limit">How long it may take; a few seconds when null.</param>
    /// <returns>A report; never throws for any bytes.</returns>
    public static SignatureReport Check(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte>? signature, TrustList trust, DateTimeOffset now, TimeSpan? limit = null)
    {
        if (signature is { } beside)
            return FileSignatureCheck.Check(file, beside, trust, now, limit);
        if (ContainerSignatureCheck.IsContainer(file.Span))
            return ContainerSignatureCheck.Check(file, trust, now, limit);
        if (XmlSignatureCheck.IsXml(file.Span))
            return XmlSignatureCheck.Check(file, trust, now, limit);
        if (FileSignatureCheck.IsSignature(file))
            return new SignatureReport([], new SigningProblem("check.detached-alone")) { IsUnreadable = true };
        var report = PdfSignatureCheck.Check(file, trust, now, limit);

        // What never was a PDF is not called a damaged one: its signature may lie beside it.
        return report is { IsUnreadable: true, Problem.Code: SigningCodes.PdfBroken } && file.Span.IndexOf("%PDF-"u8) < 0
            ? report with { Problem = new SigningProblem("check.unknown-kind") }
            : report;
    }
}
