using System.Buffers.Text;

namespace VanLang.OneStop.Desk;

/// <summary>Number of pages of a PDF that this program printed: what its page tree says. An update writes a page anew but never adds one.</summary>
static class PdfPages
{
    public static int Count(ReadOnlySpan<byte> pdf)
    {
        ReadOnlySpan<byte> key = "/Count"u8;
        int at = pdf.IndexOf(key);
        return at >= 0 && Utf8Parser.TryParse(pdf[(at + key.Length)..].TrimStart((byte)' '), out int pages, out _) ? pages : 0;
    }
}
