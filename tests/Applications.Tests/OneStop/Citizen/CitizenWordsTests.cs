using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Shouldly;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Tracking;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Citizen;

public sealed class CitizenWordsTests
{
    static readonly string[] Languages = ["vi-VN", "en"];

    readonly CitizenWords words;
    readonly IStringLocalizer<CitizenTexts> texts;

    public CitizenWordsTests()
    {
        ServiceProvider services = new ServiceCollection()
            .AddLogging().AddLocalization(options => options.ResourcesPath = "Resources").AddSingleton<CitizenWords>().BuildServiceProvider();
        words = services.GetRequiredService<CitizenWords>();
        texts = services.GetRequiredService<IStringLocalizer<CitizenTexts>>();
    }

    [Theory]
    [InlineData("Đinh Hồng Nhung", "Đinh H. N.")]
    [InlineData("Y  Khăm", "Y K.")]
    [InlineData("Nhung", "Nhung")]
    [InlineData("", "")]
    public void A_name_on_the_page_of_a_paper_is_known_by_who_holds_it_and_tells_others_little(string name, string shown) => CitizenWords.Initials(name).ShouldBe(shown);

    [Fact]
    public void Every_status_paper_and_role_has_words_of_its_own_in_both_languages()
    {
        foreach (string language in Languages)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            string[] said =
            [
                .. Enum.GetValues<DossierStatus>().Select(words.Status),
                .. Enum.GetValues<DossierStatus>().Select(words.Meaning),
                .. Enum.GetValues<PaperKind>().Select(words.Paper),
                .. CandidateRoles.All.Select(words.Holder),
            ];
            said.ShouldAllBe(text => text.Length > 0 && !text.StartsWith("Status-") && !text.StartsWith("Meaning-") && !text.StartsWith("Paper-"));
            said.Distinct().Count().ShouldBe(said.Length);
        }
    }

    [Fact]
    public void Both_languages_say_the_same_keys_with_the_same_places_for_values()
    {
        Dictionary<string, string> vietnamese = All("vi-VN");
        Dictionary<string, string> english = All("en");
        english.Keys.Order().ShouldBe(vietnamese.Keys.Order());
        foreach ((string key, string text) in vietnamese)
            Places(english[key]).ShouldBe(Places(text), key);
    }

    [Fact]
    public void The_citizen_reads_what_happened_and_not_the_inner_workings()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        words.Event("dossier.submitted").ShouldBe("Đã gửi hồ sơ");
        words.Event("dossier.result-issued").ShouldBe("Đã cấp số và phát hành kết quả");
        words.Event("dossier.paper-made").ShouldBeNull();
        words.Event("dossier.timer-fired").ShouldBeNull();
        words.Event("dossier.result-returned-to-officer").ShouldBeNull();
    }

    Dictionary<string, string> All(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        // Without parent cultures: what English lacks must not be filled from the Vietnamese.
        return texts.GetAllStrings(includeParentCultures: language != "en").ToDictionary(text => text.Name, text => text.Value);
    }

    static IEnumerable<string> Places(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order();
}
