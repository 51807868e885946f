using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Officials' pages in English: what they say is English, and what has no translation is marked as Vietnamese.</summary>
public sealed class EnglishDeskTests(ProgramFixture program)
{
    // Texts outside of anything marked as Vietnamese that hold Vietnamese letters once proper names and sums of money are taken out.
    const string Unmarked = """
        allowed => {
          const letters = /[ăâđêôơưàáãèéìíòóõùúýĩũ\u1EA0-\u1EF9]/i, found = [];
          const look = (text, element) => {
            if (element.closest("[lang=vi], script, style, textarea, .vl-dense select")) return;
            let rest = text.replace(/[\d.]+\sđ/g, "");
            for (const name of allowed) rest = rest.split(name).join("");
            if (letters.test(rest)) found.push(text.trim());
          };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) look(texts.currentNode.data, texts.currentNode.parentElement);
          for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]"))
            for (const name of ["aria-label", "title", "placeholder"]) look(element.getAttribute(name) ?? "", element);
          return found;
        }
        """;

    [Fact]
    public async Task Everything_an_official_reads_in_English_is_English_or_marked()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        await clerk.Do(code, "accept");
        List<string> faults = [];
        foreach ((string who, string[] paths) in new (string, string[])[]
        {
            ("one-stop-clerk", ["", "/vai-tro", "/tiep-nhan", "/cong-quoc-gia", $"/ho-so/{code}"]),
            ("officer", ["", "/ho-so", "/co-quan", $"/ho-so/{code}"]),
            ("head-of-unit", ["?pv=Agency", $"/ho-so/{code}", "/uy-quyen", "/uy-quyen/moi", "/tai-khoan"]),
            ("admin", ["/van-hanh", $"/van-hanh/quy-trinh?q={code}", "/phan-quyen", "/ke-thua", "/tai-khoan"]),
        })
        {
            IPage page = await program.Browsing(who);
            foreach (string path in paths)
                await Look(page, $"/en/can-bo{path}", faults);
            if (who == "admin")
            {
                await page.GotoAsync($"/en/can-bo/van-hanh/quy-trinh?q={code}");
                string instance = (await page.Locator("table[data-rows] tbody a").First.GetAttributeAsync("href"))!;
                await Look(page, $"/en/{instance}", faults);
                (await page.Locator("main").InnerTextAsync()).ShouldContain("Receive and check the dossier");
                await page.Locator("[data-diagram][data-drawn]").WaitForAsync();
                await Look(page, $"/en/{instance}/sua", faults);
            }
        }

        faults.ShouldBeEmpty();
        IPage officer = await program.Browsing("officer");
        await officer.GotoAsync($"/en/can-bo?q={code}");
        string inbox = await officer.Locator("body").InnerTextAsync();
        inbox.ShouldContain("Prepare the result and submit it for signature");
        inbox.ShouldContain("(One-stop Clerk)");
        inbox.ShouldContain("Officer, Office of the People's Council and People's Committee, People's Committee of Việt Trì Ward");
    }

    static async Task Look(IPage page, string path, List<string> faults)
    {
        IResponse answer = (await page.GotoAsync(path))!;
        answer.Status.ShouldBe(200, path);
        faults.AddRange((await page.EvaluateAsync<string[]>(Unmarked, Names.Value)).Select(text => $"{path}: {text}"));
    }

    /// <summary>Names of people and places, which are the same in every language.</summary>
    static readonly Lazy<string[]> Names = new(() =>
    {
        JsonNode people = Read("people.json"), agencies = Read("agencies.json");
        IEnumerable<JsonNode?> named = agencies["agencies"]!.AsArray().Concat(agencies["agencies"]!.AsArray().SelectMany(agency => agency!["units"]?.AsArray() ?? [])).Concat(agencies["unitTemplates"]!.AsArray().SelectMany(template => template!["units"]!.AsArray()));
        return
        [
            .. people["officials"]!.AsArray().Concat(people["citizens"]!.AsArray()).Select(person => (string)person!["fullName"]!)
                .Concat(named.Select(one => (string?)one!["nameEn"]).OfType<string>())
                .Concat(["Phú Thọ", "12/QĐ-UBND"]).Distinct().OrderByDescending(name => name.Length),
        ];
    });

    static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(ProgramServices.ProvinceFolder, file)))!;
}
