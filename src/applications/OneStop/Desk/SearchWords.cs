using VanLang.Kernel.Search;

namespace VanLang.OneStop.Desk;

/// <summary>What somebody typed to look for.</summary>
static class SearchWords
{
    /// <summary>Whether something was typed that has neither letter nor digit: punctuation stands for nothing, so nothing can be found by it.</summary>
    public static bool AreNone(string? text) => !string.IsNullOrWhiteSpace(text) && VietnameseFolding.Tokens(text).Count == 0;
}
