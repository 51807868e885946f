using VanLang.Kernel.Search;

namespace VanLang.Directory.People;

/// <summary>Finds an official by what somebody typed.</summary>
static class OfficialNames
{
    /// <summary>Whether beginnings of words of the name were typed, with marks or without and in any order, or the whole user name or key.</summary>
    public static bool Mean(string text, string fullName, string? userName, string key)
    {
        string typed = text.Trim();
        if (string.Equals(typed, userName, StringComparison.OrdinalIgnoreCase) || string.Equals(typed, key, StringComparison.OrdinalIgnoreCase))
            return true;
        IReadOnlyList<string> words = VietnameseFolding.Tokens(typed), name = VietnameseFolding.Tokens(fullName);
        return words.Count > 0 && words.All(word => name.Any(part => part.StartsWith(word, StringComparison.Ordinal)));
    }
}
