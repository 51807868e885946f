using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Kernel;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed partial class FilesTextsTests
{
    private static readonly ResourceManager Texts = new("VanLang.Kernel.Resources.FilesTexts", typeof(FilesTexts).Assembly);

    [Theory]
    [InlineData("vi", "Các tệp và nội dung khác vẫn còn.")]
    [InlineData("en", "Your other files and answers are kept.")]
    public void Every_code_has_a_text_that_names_the_file_and_says_what_is_kept(string language, string kept)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        foreach (var code in Codes())
        {
            var text = FilesTexts.Say(new FileReceipt.Refused(code, new FileRefusalArguments("a {limit}.pdf", 30_000_000, FileIntakePolicy.Citizen)), culture);
            text.ShouldContain("“a {limit}.pdf”");
            text.ShouldContain(kept);
            Placeholder().Count(text).ShouldBe(1);
        }
    }

    [Fact]
    public void Both_languages_have_the_same_keys_and_no_key_is_unused()
    {
        var used = Codes().Append(FileRefusal.TooLarge + ".size-unknown").Order(StringComparer.Ordinal);

        Keys("vi").ShouldBe(used);
        Keys("en").ShouldBe(used);
    }

    private static IEnumerable<string> Codes() => typeof(FileRefusal).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> Keys(string language)
    {
        var culture = language == "vi" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        return Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
