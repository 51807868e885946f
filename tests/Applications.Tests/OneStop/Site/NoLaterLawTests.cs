using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Hosting;
using VanLang.OneStop.Law;
using VanLang.Rules.Contracts;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>As of 3 October 2016 nothing is shown that became law, an agency or a fee later.</summary>
public sealed partial class NoLaterLawTests : IAsyncLifetime
{
    const string Day = "2016-10-03";

    static readonly List<JsonObject> Procedures =
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(ProgramServices.ProvinceFolder, "procedures"), "*.json").Select(file => (JsonObject)JsonNode.Parse(File.ReadAllText(file))!)];

    RunningProgram program = null!;

    public async ValueTask InitializeAsync() => program = await RunningProgram.Start(new(2016, 10, 3));

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task No_page_of_the_catalogue_shows_later_law_agencies_or_fees()
    {
        List<JsonObject> laws = [.. Procedures.SelectMany(procedure => List(procedure, "legalBasis"))];
        HashSet<string> known = [.. laws.Where(InForce).Select(law => Text(law, "number")!)];
        List<string> later = [.. laws.Where(law => string.CompareOrdinal(Text(law, "validFrom"), Day) > 0).Select(law => Text(law, "number")!).Where(number => !known.Contains(number)).Distinct()];
        later.Count.ShouldBeGreaterThan(10);

        using Guest guest = program.Guest();
        HashSet<string> listed = [];
        foreach (string language in new[] { "", "/en" })
        {
            Opened list = await guest.Open($"{language}/thu-tuc");
            for (int pages = 0; pages < 20; pages++)
            {
                listed.UnionWith(list.Links.Select(link => ProcedureLink().Match(link)).Where(match => match.Success).Select(match => match.Groups[1].Value));
                NoneOf(later, list);
                if (list.Links.FirstOrDefault(link => link.Contains("sau=", StringComparison.Ordinal)) is not { } next || !list.Html.Contains("rel=\"next\"", StringComparison.Ordinal))
                    break;
                list = await guest.Open($"{language}{list.Links.Last(link => link.Contains("sau=", StringComparison.Ordinal))}");
            }
        }

        List<JsonObject> then = [.. Procedures.Where(InForce)];
        listed.ShouldBe(then.Select(procedure => Text(procedure, "code")!).Distinct(), ignoreOrder: true);
        foreach (string code in Procedures.Select(procedure => Text(procedure, "code")!).Distinct())
        {
            foreach (string language in new[] { "", "/en" })
            {
                Opened page = await guest.Open($"{language}/thu-tuc/{code}");
                page.Status.ShouldBe(listed.Contains(code) ? HttpStatusCode.OK : HttpStatusCode.NotFound, code);
                if (page.Status != HttpStatusCode.OK)
                    continue;
                NoneOf(later, page);
                if (language.Length > 0)
                    continue;
                LawOfDay law = (await program.Services.GetRequiredService<ProcedureLaw>().On(code, DateOnly.Parse(Day, CultureInfo.InvariantCulture), RunningProgram.Token)).ShouldNotBeNull(code);
                string decides = Decides().Match(page.Html).Groups[1].Value;
                Spans().Matches(decides).Select(span => span.Groups[1].Value.Trim()).ShouldBe([law.CompetenceOfDay().ShouldNotBeNull(code).Agency.Vi], code);
                // Amounts of later periods are not shown, unless they were the same then.
                Dictionary<string, object?> day = new() { ["ngay_nop"] = law.Day };
                foreach (DecisionTableText table in law.Model.Tables.Where(table => table.Decision is not ("tham_quyen" or "thoi_han")))
                {
                    string[] then2016 = [.. table.RowsFor(day, DateTimeOffset.UnixEpoch).SelectMany(row => row.Values.Values)];
                    foreach (string amount in table.Rows.SelectMany(row => row.Values.Values).Except(then2016).Where(amount => decimal.TryParse(amount, out decimal dong) && dong > 0))
                        page.Text.ShouldNotContain(VietnameseFormat.Money(decimal.Parse(amount, CultureInfo.InvariantCulture)), customMessage: code);
                }
            }
        }
    }

    [Fact]
    public async Task The_directory_of_that_day_knows_districts_and_no_later_agency()
    {
        using Guest guest = program.Guest();
        (await guest.Open("/co-quan?cap=huyen")).Text.ShouldContain("Ủy ban nhân dân thành phố Việt Trì");
        (await guest.Open("/co-quan/H44.148")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guest.Open("/co-quan/xa2025-07900")).Status.ShouldBe(HttpStatusCode.NotFound);
        Opened ward = await guest.Open("/co-quan/000.01.21.H44");
        ward.Text.ShouldContain("Ủy ban nhân dân phường Dữu Lâu");
        ward.Text.ShouldNotContain("2025");
        (await guest.Open("/co-quan?ngay=01/07/2025")).Text.ShouldContain("không sau hôm nay");
    }

    [Fact]
    public void The_people_of_that_day_sign_in()
    {
        program.SignIns.Where(signIn => signIn.PersonId is not null).Select(signIn => signIn.Position!.AgencyName).Distinct().ShouldBe(
            [
                "Ủy ban nhân dân phường Dữu Lâu", "Ủy ban nhân dân xã Tứ Xã", "Ủy ban nhân dân thành phố Việt Trì", "Sở Giao thông vận tải", "Sở Tư pháp", "Công an tỉnh Phú Thọ", "Văn phòng Ủy ban nhân dân tỉnh",
                "Sở Thông tin và Truyền thông", "Sở Kế hoạch và Đầu tư", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Phát triển nông thôn",
            ],
            ignoreOrder: true);
        foreach (string role in new[] { "one-stop-clerk", "officer", "leader", "registry-clerk" })
            program.SignIns.Count(signIn => signIn.Role == role).ShouldBeGreaterThanOrEqualTo(6, role);
    }

    static void NoneOf(IEnumerable<string> later, Opened page)
    {
        string text = page.Text;
        later.Where(number => text.Contains(number, StringComparison.Ordinal)).ShouldBeEmpty(text.Length > 300 ? text[..300] : text);
    }

    static bool InForce(JsonObject item) =>
        string.CompareOrdinal(Text(item, "validFrom"), Day) <= 0 && (Text(item, "validTo") is not { } end || string.CompareOrdinal(Day, end) < 0);

    static IEnumerable<JsonObject> List(JsonObject item, string name) => (item[name] as JsonArray)?.Cast<JsonObject>() ?? [];

    static string? Text(JsonObject item, string name) => (item[name] as JsonValue)?.GetValue<string>();

    [GeneratedRegex("thu-tuc/([0-9.]+)$")]
    private static partial Regex ProcedureLink();

    [GeneratedRegex("<dt[^>]*>Cơ quan giải quyết</dt>\\s*<dd>(.*?)</dd>", RegexOptions.Singleline)]
    private static partial Regex Decides();

    [GeneratedRegex("<span>([^<]*)</span>")]
    private static partial Regex Spans();
}
