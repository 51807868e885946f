using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Forms;
using Xunit;

namespace VanLang.Platform.Tests.Forms;

public sealed partial class ResourceTests
{
    private static readonly ResourceManager Resources = new("VanLang.Forms.Resources.FormsRoom", typeof(FormsRoom).Assembly);

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        var vietnamese = Texts("vi-VN");
        var english = Texts("en");

        english.Keys.Order().ShouldBe(vietnamese.Keys.Order());
        foreach (var (key, text) in vietnamese)
        {
            english[key].ShouldNotBe(text, key);
            Places(english[key]).ShouldBe(Places(text), key);
        }
    }

    [Fact]
    public void Every_text_is_used_and_every_used_text_is_there()
    {
        var room = Path.Combine(Repository.Root, "src", "platform", "Forms");
        var code = string.Concat(System.IO.Directory.EnumerateFiles(room, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal)).Select(File.ReadAllText));
        var keys = Texts("vi-VN").Keys;

        keys.Where(k => !code.Contains($"\"{k}\"", StringComparison.Ordinal)).ShouldBeEmpty();
        Codes().Matches(code).Select(m => m.Groups[1].Value).Distinct().Where(c => !keys.Contains(c)).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Texts(string culture)
    {
        var set = Resources.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: culture != "en").ShouldNotBeNull();
        return set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    private static string[] Places(string text) => [.. Place().Matches(text).Select(m => m.Value).Distinct().Order()];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("\"(forms\\.[a-z.-]+)\"")]
    private static partial Regex Codes();
}
