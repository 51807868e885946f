using System.Security.Cryptography;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>A short word for what is to be signed, the same on the page and on the phone: its signer sees that both speak of the same documents.</summary>
static class ComparisonCode
{
    public static string Of(IReadOnlyList<AskedDocument> documents)
    {
        string hash = Convert.ToHexString(SHA256.HashData([.. documents.SelectMany(document => document.HashBytes)]));
        return $"{hash[..4]}-{hash[4..8]}";
    }
}
