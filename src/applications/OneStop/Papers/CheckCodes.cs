namespace VanLang.OneStop.Papers;

/// <summary>The code of a paper as people type it.</summary>
static class CheckCodes
{
    /// <summary>The code alone: spaces, dashes, dots and small letters are of no account, and so is the address before it that stands beside the QR.</summary>
    public static string Read(string? typed)
    {
        string last = (typed ?? "").Trim().TrimEnd('/').Split('/')[^1];
        return string.Concat(last.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
    }
}
