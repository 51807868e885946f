using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using static VanLang.Foundation.Tests.Import.ProvinceJson;

namespace VanLang.Foundation.Tests.Import;

/// <summary>What must be true of the data in <c>province/</c> whichever room reads them.</summary>
public sealed partial class ProvinceDataTests
{
    // Where facts are stated, so that none can come in without a source: file pattern and the lists (or "$" for the head) that hold them.
    private static readonly (string File, string[] Lists)[] Stated =
    [
        ("agencies.json", ["agencies", "agencies.units", "unitTemplates.units"]),
        // Applications, not facts of law: they carry no source.
        ("clients.json", []),
        ("people.json", ["officials", "citizens", "businesses"]),
        ("roles.json", ["roles"]),
        ("titles.json", ["titles"]),
        ("holidays.json", ["weeklyRest", "officeHours", "daysOff", "swaps"]),
        ("province.json", ["$", "dossierCodeFormats", "submissionModes", "counters", "contacts"]),
        ("procedures/*", ["$", "serviceLevels", "components", "steps", "conditions", "legalBasis", "opinions"]),
        ("forms/*", ["properties"]),
        ("catalogs/*", ["$"]),
        ("signatures.json", ["services", "algorithms"]),
        ("burden.json", ["$"]),
        ("units/*", ["$"]),
        // Scenarios of the processes: cases that are played, not facts.
        ("processes/*", []),
    ];

    [Fact]
    public void Every_fact_names_its_source_and_what_is_not_verified_carries_a_mark()
    {
        List<string> faults = [];
        foreach (var (file, root) in All)
        {
            var lists = Stated.SingleOrDefault(stated => stated.File == file || stated.File == file.Split('/')[0] + "/*").Lists;
            if (lists is null)
                faults.Add($"{file}: not known to this test");
            foreach (var list in lists ?? [])
            {
                var items = Items(root, list).ToList();
                if (items.Count == 0 && list is not ("conditions" or "opinions"))
                    faults.Add($"{file}: {list} is empty");
                faults.AddRange(items.Where(item => string.IsNullOrWhiteSpace(item.Text("source"))).Select(item => $"{file}: {list} without source: {Short(item)}"));
                faults.AddRange(items.Where(item => item["verified"] is null).Select(item => $"{file}: {list} without verified: {Short(item)}"));
            }
            faults.AddRange(Objects(root)
                .Where(o => o.Value["verified"]?.GetValue<bool>() == false && string.IsNullOrWhiteSpace(o.Value.Text("label")))
                .Select(o => $"{file} {o.Path}: not verified and without label"));
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Legal_dates_are_real_and_half_open()
    {
        List<string> faults = [];
        foreach (var (file, root) in All)
        {
            foreach (var (path, item) in Objects(root))
            {
                var (from, to) = (item.Text("validFrom"), item.Text("validTo"));
                if ((from is not null && !IsDay(from)) || (to is not null && !IsDay(to)) || (to is not null && string.CompareOrdinal(from, to) >= 0))
                    faults.Add($"{file} {path}: {from} .. {to}");
            }
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Vietnamese_text_is_in_NFC_and_every_pair_has_both_languages()
    {
        List<string> faults = [];
        foreach (var (file, root) in All)
        {
            if (!File.ReadAllText(ProvinceFolder.File(file)).IsNormalized(NormalizationForm.FormC))
                faults.Add($"{file}: not NFC");
            foreach (var (path, item) in Objects(root))
            {
                if ((item.ContainsKey("vi") || item.ContainsKey("en")) && (string.IsNullOrWhiteSpace(item.Text("vi")) || (string.IsNullOrWhiteSpace(item.Text("en")) && !MayLackEnglish(file, root, path))))
                    faults.Add($"{file} {path}: one language is missing");
                foreach (var (vi, en) in new[] { ("hintVi", "hintEn"), ("invalidVi", "invalidEn"), ("titleVi", "titleEn"), ("nameVi", "nameEn") })
                {
                    if (item.ContainsKey(vi) && string.IsNullOrWhiteSpace(item.Text(en)))
                        faults.Add($"{file} {path}: {en} is missing");
                }
            }
        }
        foreach (var (file, form) in In("forms"))
        {
            faults.AddRange(form.List("components").Where(page => string.IsNullOrWhiteSpace(page.Properties().Text("titleEn"))).Select(page => $"{file} {page.Text("id")}: titleEn"));
            faults.AddRange(Fields(form).Where(field => string.IsNullOrWhiteSpace(field.Properties().Text("labelEn"))).Select(field => $"{file} {field.Text("key")}: labelEn"));
            faults.AddRange(form.List("components").SelectMany(page => page.List("components")).Where(part => part.Text("type") == "dynamiclist")
                .SelectMany(rows => new[] { "labelEn", "rowVi", "rowEn" }.Where(name => string.IsNullOrWhiteSpace(rows.Properties().Text(name))).Select(name => $"{file} {rows.Text("path")}: {name}")));
            faults.AddRange(Fields(form).SelectMany(field => field.List("values")).Where(value => string.IsNullOrWhiteSpace(value.Text("labelEn"))).Select(value => $"{file} {value.Text("value")}: labelEn"));
        }
        foreach (var file in new[] { "agencies.json", "holidays.json", "roles.json" })
            faults.AddRange(Objects(Read(file)).Where(o => o.Value.ContainsKey("name") && string.IsNullOrWhiteSpace(o.Value.Text("nameEn"))).Select(o => $"{file} {o.Path}: nameEn"));
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_given_once()
    {
        Twice(Agencies().Select(agency => agency.Text("key"))).ShouldBeEmpty();
        foreach (var agency in Agencies())
            Twice(agency.List("units").Select(unit => unit.Text("key"))).ShouldBeEmpty();
        var people = Read("people.json");
        Twice(people.List("officials").Concat(people.List("citizens")).SelectMany(p => new[] { p.Text("key"), p.Text("userName"), p.Text("email"), p.Text("phone") })).ShouldBeEmpty();
        Twice(Read("roles.json").List("roles").Select(role => role.Text("code"))).ShouldBeEmpty();
        foreach (var (file, catalog) in In("catalogs"))
        {
            file.ShouldBe($"catalogs/{catalog.Text("id")}.json");
            Twice(catalog.List("items").Select(item => item.Text("code"))).ShouldBeEmpty();
        }
        foreach (var (file, form) in In("forms"))
        {
            file.Split('@')[0].Replace(".json", "", StringComparison.Ordinal).ShouldBe($"forms/{form.Text("id")}");
            Twice(Fields(form).Select(field => field.Text("key")).Concat(form.List("components").Select(page => page.Text("id")))).ShouldBeEmpty();
        }
        foreach (var (file, procedure) in In("procedures"))
            file.ShouldBe($"procedures/{procedure.Text("code")}.json");
    }

    [Fact]
    public void A_code_belongs_to_one_agency_at_a_time_and_its_two_forms_agree()
    {
        foreach (var agency in Agencies().Where(agency => agency.Text("code") is not null))
            string.Join('.', agency.Text("longCode")!.Split('.').Where(group => group.Trim('0').Length > 0).Reverse()).ShouldBe(agency.Text("code"));
        Agencies().Where(agency => agency.Text("code") is not null).GroupBy(agency => agency.Text("code")).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBe(["H44"]);
        Agencies().Where(agency => agency.Text("code") == "H44").Select(agency => (agency.Text("validFrom"), agency.Text("validTo"))).ShouldBe([("1997-01-01", "2025-07-01"), ("2025-07-01", null)]);
    }

    [Fact]
    public void Ethnic_groups_are_fifty_four() =>
        Read("catalogs", "dan-toc.json").List("items").Select(item => item.Text("code")).ShouldBe(Enumerable.Range(1, 54).Select(i => i.ToString("00", CultureInfo.InvariantCulture)));

    [Fact]
    public void No_real_person_can_be_meant()
    {
        var people = Read("people.json");
        foreach (var person in people.List("officials").Concat(people.List("citizens")).Concat(people.List("businesses")))
        {
            person["fictitious"]!.GetValue<bool>().ShouldBeTrue();
            person.Text("label").ShouldBe("MÔ PHỎNG");
            person.Text("phone")!.ShouldMatch("^0900000[0-9]{3}$|^090000[12][0-9]{3}$");
            person.Text("email")!.ShouldEndWith(".example");
            person.Text("personNumber")?.ShouldMatch("^025[0-3][0-9]{2}999[0-9]{3}$");
        }
    }

    [Fact]
    public void The_data_name_no_path_or_host_of_a_machine() =>
        All.Select(file => (file.File, Found: MachineWord().Match(File.ReadAllText(ProvinceFolder.File(file.File))).Value)).Where(hit => hit.Found.Length > 0).ShouldBeEmpty();

    // A procedure that is information only is read, not filled in: name, field and who decides suffice in English; the page marks the rest.
    private static bool MayLackEnglish(string file, JsonObject root, string path) =>
        IsInformationOnly(file, root) && path is not ("$.name" or "$.fieldName");

    private static bool IsInformationOnly(string file, JsonObject root) => file.StartsWith("procedures/", StringComparison.Ordinal) && root.Text("form") is null;

    private static IEnumerable<JsonObject> Agencies() => Read("agencies.json").List("agencies");

    private static IEnumerable<JsonObject> Items(JsonObject root, string path)
    {
        IEnumerable<JsonObject> found = [root];
        foreach (var step in path == "$" ? [] : path.Split('.'))
            found = found.SelectMany(item => item[step] is JsonObject one ? [one] : item.List(step)).ToList();
        return found;
    }

    private static string Short(JsonObject item) => item.ToJsonString() is { Length: > 80 } text ? text[..80] : item.ToJsonString();

    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static IEnumerable<string?> Twice(IEnumerable<string?> keys) => keys.GroupBy(key => key).Where(group => group.Key is null || group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex(@"/tmp/|/home/|localhost|127\.0\.0\.1|\.\./shared", RegexOptions.CultureInvariant)]
    private static partial Regex MachineWord();
}
