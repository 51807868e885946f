using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace VanLang.Architecture.Tests;

/// <summary>Keys of officials' pages: what a button offers must reach it.</summary>
public sealed partial class KeyTests
{
    /// <summary>Letters that every officials' page has for itself: rows, picking, and what begins a way (<c>g</c>).</summary>
    const string Taken = "jkxg";

    [Fact]
    public void No_button_has_a_letter_that_moves_in_lists()
    {
        string[] shortcuts = [.. Repository.Files("src", "*.razor").SelectMany(file => Shortcut().Matches(File.ReadAllText(file)).Select(match => $"{match.Groups[1].Value} {Repository.Relative(file)}"))];

        shortcuts.Length.ShouldBeGreaterThan(20);
        shortcuts.Where(shortcut => Taken.Contains(shortcut[0], StringComparison.Ordinal)).ShouldBeEmpty();
        shortcuts.Where(shortcut => shortcut[1] != ' ').ShouldBeEmpty();
    }

    [Fact]
    public void Every_letter_is_explained_and_stands_for_one_thing_everywhere()
    {
        string[] known = [.. new OneStop.OneStopRoom().Keys.Select(key => key.Letter.ToString())];
        known.ShouldBeUnique();
        IEnumerable<string> Letters(string folder) => Repository.Files(folder, "*.razor").Where(file => !file.Contains("Design", StringComparison.Ordinal))
            .SelectMany(file => Shortcut().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct();
        Letters("src/applications").Except(known).ShouldBeEmpty();
        Letters("src/foundation").Intersect(known).ShouldBeEmpty();
    }

    [GeneratedRegex("(?:Shortcut|data-key)=\"([^@\"]+)\"")]
    private static partial Regex Shortcut();
}
