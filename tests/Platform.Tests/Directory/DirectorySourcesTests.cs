using System.Text.Json.Nodes;
using Shouldly;
using VanLang.Directory.Contracts;
using VanLang.Platform.Tests.Identity;
using Xunit;

namespace VanLang.Platform.Tests.Directory;

/// <summary>The directory says what the sources in ../shared say, for both structures of the province; skipped where they are absent.</summary>
public sealed class DirectorySourcesTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    static readonly DateOnly October2016 = new(2016, 10, 3);
    static readonly DateOnly TwoTiers = new(2025, 7, 1);

    readonly DirectoryQueries directory = shared.House.Get<DirectoryQueries>();

    [Fact]
    public async Task Every_agency_of_2016_is_there_with_code_parent_and_rooms()
    {
        JsonObject source = Source("agencies-2016.json");
        List<JsonObject> agencies = [.. source["agencies"]!.AsArray().Cast<JsonObject>()];
        Dictionary<string, AgencyRecord> stored = (await directory.Agencies(October2016, null, House.Token)).ToDictionary(agency => agency.Key);
        stored.Keys.ShouldBe(agencies.Select(agency => Text(agency, "id")!), ignoreOrder: true);
        stored.Count.ShouldBe(321);
        stored.Values.Count(agency => agency.Level == AgencyLevel.District).ShouldBe(13);
        stored.Values.Count(agency => agency.Level == AgencyLevel.Commune).ShouldBe(277);
        foreach (JsonObject agency in agencies)
        {
            AgencyRecord found = stored[Text(agency, "id")!];
            found.Name.ShouldBe(Text(agency, "name"));
            found.Abbreviation.ShouldBe(Text(agency, "abbr"));
            found.LongCode.ShouldBe(Text(agency, "identifier"));
            found.Code.ShouldBe(AgencyCode.Normalise(Text(agency, "identifier")));
            found.CodeLabel.ShouldBe(found.Code is null ? null : Text(agency, "identifier_label"));
            found.ParentId.ShouldBe(Text(agency, "parent") is { } parent ? DirectoryIds.Agency(parent) : null);
            found.Verified.ShouldBe(agency["verified"]!.GetValue<bool>());
            JsonArray rooms = found.Level == AgencyLevel.Commune ? source["commune_rooms_template"]!.AsArray() : agency["rooms"]!.AsArray();
            (await directory.Units(found.Id, October2016, House.Token)).Select(unit => unit.Name).ShouldBe(rooms.Select(room => room!["name"]!.GetValue<string>()), found.Key);
        }
    }

    [Fact]
    public async Task Every_agency_of_2025_is_there_and_follows_those_it_replaced()
    {
        JsonObject source = Source("agencies-2025.json");
        List<JsonObject> agencies = [.. source["agencies"]!.AsArray().Cast<JsonObject>()];
        Dictionary<string, AgencyRecord> stored = (await directory.Agencies(TwoTiers, null, House.Token)).ToDictionary(agency => agency.Key);
        stored.Keys.ShouldBe(agencies.Select(agency => Text(agency, "id")!), ignoreOrder: true);
        stored.Values.Count(agency => agency.Level == AgencyLevel.Commune).ShouldBe(148);
        stored.Values.ShouldNotContain(agency => agency.Level == AgencyLevel.District);
        foreach (JsonObject agency in agencies)
        {
            AgencyRecord found = stored[Text(agency, "id")!];
            (found.Name, found.Code, found.LongCode, found.GsoCode ?? "25").ShouldBe(
                (Text(agency, "name")!, Text(agency, "identifier"), Text(agency, "identifier_2016_form"), Text(agency, "gso_code") ?? found.GsoCode ?? "25"));
            AgencyDetails details = (await directory.Details(found.Id, House.Token))!;
            if (found.Level == AgencyLevel.Commune)
                details.FormedFrom.ShouldBe(string.Join("; ", agency["formed_from"]!.AsArray().Select(name => name!.GetValue<string>())));
            List<string> replaced = [.. agency["replaces"]!.AsArray().Select(name => name!.GetValue<string>())];
            (await directory.Predecessors(found.Id, House.Token)).Select(before => before.Key).Where(key => found.Level == AgencyLevel.Province || replaced.Contains(key)).ShouldBe(replaced, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Every_commune_of_2016_leads_to_the_communes_that_the_map_of_the_merger_names()
    {
        AgencySuccessions successions = shared.House.Get<AgencySuccessions>();
        List<JsonObject> map = [.. Source("agencies-2025.json")["mapping_2016_to_2025"]!.AsArray().Cast<JsonObject>()];
        map.Count.ShouldBe(277);
        foreach (JsonObject row in map)
        {
            AgencyRecord old = (await directory.CompetentAgency(Text(row, "old_code")!, October2016, House.Token))!;
            old.Name.ShouldEndWith(Text(row, "old_name")![1..]);
            (await successions.AsOf(old.Id, TwoTiers, House.Token)).Select(agency => agency.GsoCode).ShouldBe(
                row["new"]!.AsArray().Select(unit => Text((JsonObject)unit!, "code")), ignoreOrder: true, old.Key);
        }
    }

    [Fact]
    public async Task The_number_of_communes_falls_as_the_resolutions_say()
    {
        foreach ((DateOnly day, int communes) in new[] { (October2016, 277), (new DateOnly(2020, 1, 1), 225), (new DateOnly(2025, 6, 30), 207), (TwoTiers, 148) })
            (await directory.Agencies(day, AgencyLevel.Commune, House.Token)).Count.ShouldBe(communes);
    }

    [Fact]
    public async Task Every_official_holds_the_posts_of_the_source()
    {
        List<JsonObject> officials = [.. Source("people.json")["officials"]!.AsArray().Cast<JsonObject>()];
        officials.Count.ShouldBe(100);
        foreach (JsonObject official in officials)
        {
            PersonRecord person = (await directory.PersonByKey(Text(official, "id")!, House.Token))!;
            (person.FullName, person.UserName, person.Label).ShouldBe((Text(official, "full_name")!, Text(official, "account"), "MÔ PHỎNG"));
            foreach (JsonObject post in official["posts"]!.AsArray().Cast<JsonObject>())
            {
                DateOnly first = DateOnly.Parse(Text(post, "valid_from")!, System.Globalization.CultureInfo.InvariantCulture);
                PositionRecord held = (await directory.PositionsOf(person.Id, first, House.Token)).Single(position => position.ValidFrom == first);
                (held.AgencyId, held.UnitName, held.Role, held.Title).ShouldBe((DirectoryIds.Agency(Text(post, "agency")!), Text(post, "room"), Text(post, "role")!, Text(post, "position")!));
                // The source names the last day, we the first day after it.
                held.ValidTo.ShouldBe(Text(post, "valid_to") is { } last ? DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture).AddDays(1) : null);
            }
        }
    }

    static JsonObject Source(string name)
    {
        string path = Path.Combine(Path.GetDirectoryName(House.File("province.json"))!, "..", "..", "shared", "data", name);
        Assert.SkipUnless(File.Exists(path), "../shared is absent");
        return (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
    }

    static string? Text(JsonObject value, string name) => (value[name] as JsonValue)?.GetValue<string>();
}
