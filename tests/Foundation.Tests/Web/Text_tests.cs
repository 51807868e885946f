using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Web;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

public sealed partial class Text_tests
{
    static readonly ResourceManager texts = new("VanLang.Web.Resources.WebRoom", typeof(WebRoom).Assembly);

    static Dictionary<string, string> Texts(string culture) =>
        texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places_to_fill()
    {
        var vietnamese = Texts("");
        var english = Texts("en");

        english.Keys.Order().ShouldBe(vietnamese.Keys.Order());
        foreach (var (key, text) in vietnamese)
            Places().Matches(english[key]).Select(m => m.Value).Order().ShouldBe(Places().Matches(text).Select(m => m.Value).Order(), key);
    }

    [Fact]
    public void No_text_calls_the_reader_by_a_word_the_house_does_not_use()
    {
        foreach (var (key, text) in Texts(""))
            ForbiddenWords().IsMatch(text).ShouldBeFalse($"{key}: {text}");
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    // "Lỗi" alone is not a message; citizens are Ông/Bà.
    [GeneratedRegex(@"\b(bạn|quý khách|người dùng|lỗi)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ForbiddenWords();
}
