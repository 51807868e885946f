namespace VanLang.OneStop.Desk;

/// <summary>Number of pages of a PDF that this program printed: plain objects, one <c>/Type /Page</c> a page, an update never adds one.</summary>
static class PdfPages
{
    public static int Count(ReadOnlySpan<byte> pdf)
    {
        int pages = 0;
        ReadOnlySpan<byte> type = "/Type"u8;
        for (int at = pdf.IndexOf(type); at >= 0; at = pdf.IndexOf(type))
        {
            pdf = pdf[(at + type.Length)..].TrimStart((byte)' ');
            if (pdf.StartsWith("/Page"u8) && pdf.Length > 5 && !char.IsAsciiLetter((char)pdf[5]))
                pages++;
        }

        return pages;
    }
}
