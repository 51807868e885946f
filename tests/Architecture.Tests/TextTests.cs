using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace VanLang.Architecture.Tests;

/// <summary>Vietnamese is the first language, English is complete.</summary>
public sealed class TextTests
{
    public static TheoryData<string> Files => [.. ResourceFiles()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_is_there_in_both_languages_with_the_same_places(string file)
    {
        Dictionary<string, string> vietnamese = Read(file);
        Dictionary<string, string> english = Read(Path.ChangeExtension(file, ".en.resx"));
        english.Keys.ShouldBe(vietnamese.Keys, ignoreOrder: true);
        vietnamese.Keys.Where(key => Places(vietnamese[key]) != Places(english[key])).ShouldBeEmpty();
        vietnamese.Where(text => string.IsNullOrWhiteSpace(text.Value) || string.IsNullOrWhiteSpace(english[text.Key])).Select(text => text.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_shows_people_the_code_of_a_failure(string file) =>
        Read(file).Concat(Read(Path.ChangeExtension(file, ".en.resx"))).Where(text => Regex.IsMatch(text.Value, @"\([A-Z]+-[A-Z-]+\)")).Select(text => text.Key).ShouldBeEmpty();

    /// <summary>The browser's bubble would come before our own message. The designers' desk and the pages of signing ask for nothing that a browser checks.</summary>
    [Fact]
    public void Forms_are_checked_by_the_house_and_not_by_the_browser() =>
        Repository.Files("src", "*.razor")
            .SelectMany(file => Regex.Matches(Regex.Replace(File.ReadAllText(file), @"@\*.*?\*@", "", RegexOptions.Singleline), "<form (?![^>]*\\bnovalidate\\b)(?![^>]*method=\"dialog\")[^>]*")
                .Select(form => $"{Repository.Relative(file)}: {form.Value}"))
            .ShouldBeEmpty();

    static IEnumerable<string> ResourceFiles() =>
        Repository.Files("src", "*.resx").Where(file => !file.EndsWith(".en.resx", StringComparison.Ordinal)).Select(Repository.Relative);

    static Dictionary<string, string> Read(string file) =>
        System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    static string Places(string text) =>
        string.Join(' ', Regex.Matches(text, @"\{\d+").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
}
