using System.Text.Json.Nodes;
using System.Xml.Linq;
using Shouldly;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;
using Xunit;
using static VanLang.Foundation.Tests.Import.ProvinceJson;

namespace VanLang.Foundation.Tests.Import;

/// <summary>Whatever an item of <c>province/</c> names exists. Processes and templates are looked for where their folders are present.</summary>
public sealed class ProvinceReferenceTests
{
    private static readonly Dictionary<string, JsonObject> Agencies = Read("agencies.json").List("agencies").ToDictionary(agency => agency.Text("key")!);
    private static readonly Dictionary<string, JsonObject> UnitTemplates = Read("agencies.json").List("unitTemplates").ToDictionary(template => template.Text("key")!);
    private static readonly HashSet<string> Roles = [.. Read("roles.json").List("roles").Select(role => role.Text("code")!)];

    [Fact]
    public void Agencies_name_parents_and_successors_of_their_time()
    {
        foreach (var agency in Agencies.Values)
        {
            if (agency.Text("parent") is { } parent)
                Within(agency, Agencies[parent]).ShouldBeTrue(agency.Text("key"));
            foreach (var successor in agency.Texts("successors"))
            {
                agency.Text("validTo").ShouldNotBeNull();
                string.CompareOrdinal(Agencies[successor].Text("validFrom"), agency.Text("validTo")).ShouldBeLessThanOrEqualTo(0, agency.Text("key"));
                (Agencies[successor].Text("validTo") is not { } end || string.CompareOrdinal(end, agency.Text("validTo")) > 0).ShouldBeTrue(agency.Text("key"));
            }
        }
        Agencies["xa-07888"].Texts("successors").ShouldBe(["xa2025-07900"]);
        Agencies.Values.Count(agency => agency.Texts("successors").Contains("xa2025-07900")).ShouldBe(6);
    }

    [Fact]
    public void Posts_lie_in_agencies_units_and_roles_that_exist_and_do_not_overlap()
    {
        foreach (var official in Read("people.json").List("officials"))
        {
            var posts = official.List("positions").ToList();
            posts.ShouldNotBeEmpty();
            foreach (var post in posts)
            {
                var agency = Agencies[post.Text("agency")!];
                Within(post, agency).ShouldBeTrue(official.Text("key"));
                Roles.ShouldContain(post.Text("role")!);
                if (post.Text("unit") is { } unit)
                    Units(agency).ShouldContain(unit);
            }
            for (var i = 1; i < posts.Count; i++)
                string.CompareOrdinal(posts[i - 1].Text("validTo"), posts[i].Text("validFrom")).ShouldBeLessThanOrEqualTo(0, official.Text("key"));
        }
    }

    [Fact]
    public void Every_title_and_everything_drawn_in_a_process_has_an_English_name()
    {
        List<string?> titles = [.. Read("titles.json").List("titles").Select(row => row.Text("title"))];
        Read("people.json").List("officials").SelectMany(official => official.List("positions")).Select(post => post.Text("title")).Distinct().Except(titles).ShouldBeEmpty();
        XNamespace own = "urn:vanlang:bpmn:1";
        foreach (var file in Directory.EnumerateFiles(ProvinceFolder.File("processes"), "*.bpmn"))
            XDocument.Load(file).Descendants().Where(element => element.Attribute("name") is not null && element.Attribute(own + "nameEn") is null).Select(element => $"{file}: {element.Attribute("id")?.Value}").ShouldBeEmpty();
    }

    [Fact]
    public void The_ward_has_somebody_for_every_step_today_and_the_demonstration_knows_them()
    {
        var people = Read("people.json");
        var today = people.List("officials").SelectMany(official => official.List("positions").Where(post => post["validTo"] is null).Select(post => (official, post))).ToList();
        foreach (var role in new[] { "one-stop-clerk", "officer", "head-of-unit", "leader", "registry-clerk" })
            today.ShouldContain(held => held.post.Text("role") == role && held.post.Text("agency") == "xa2025-07900");
        foreach (var signIn in ((JsonObject)Read("province.json")["demonstration"]!).List("signIns"))
        {
            if (signIn.Text("role") == "citizen")
                people.List("citizens").ShouldContain(citizen => citizen.Text("key") == signIn.Text("person"));
            else
                today.ShouldContain(held => held.official.Text("key") == signIn.Text("person") && held.post.Text("role") == signIn.Text("role"));
        }
    }

    [Fact]
    public void The_province_file_names_what_exists()
    {
        var province = Read("province.json");
        Agencies.Keys.ShouldContain(province.Text("rootAgency")!);
        foreach (var contact in province.List("contacts"))
            Agencies.Keys.ShouldContain(contact.Text("agency")!);
        ImportFile.Read<CalendarData>(ProvinceFolder.File("holidays.json")).Value!.Id.ShouldBe(province.Text("calendar"));
        foreach (var (_, template) in (JsonObject)province["papers"]!)
            TemplateExists(template!.GetValue<string>());
        foreach (var code in province.Texts("frontProcedures"))
        {
            var procedure = Read("procedures", code + ".json");
            procedure.Text("form").ShouldNotBeNull(code);
            procedure.List("serviceLevels").Last().Text("level").ShouldBe("full-online", code);
        }
        var formats = province.List("dossierCodeFormats").ToList();
        formats[0].Text("validTo").ShouldBe(formats[1].Text("validFrom"));
    }

    [Fact]
    public void Procedures_name_forms_fields_roles_decisions_processes_and_templates_that_exist()
    {
        In("procedures").Count().ShouldBeGreaterThanOrEqualTo(2);
        foreach (var (file, procedure) in In("procedures"))
        {
            foreach (var step in procedure.List("steps"))
                Roles.ShouldContain(step.Text("role")!, file);
            if (procedure.Text("form") is null)
            {
                procedure.Text("process").ShouldBeNull(file);
                procedure.List("serviceLevels").Select(level => level.Text("level")).ShouldBeSubsetOf(["level-1", "level-2", "information"], file);
                continue;
            }
            var form = Read("forms", procedure.Text("form") + ".json");
            form.Properties().Text("procedure").ShouldBe(procedure.Text("code"));
            var fields = Fields(form).ToDictionary(field => field.Text("key")!);
            var owner = (JsonObject)procedure["owner"]!;
            foreach (var field in owner.Select(member => member.Value!.GetValue<string>()).Concat(procedure.Texts("processVariables")))
                fields.Keys.ShouldContain(field, file);
            foreach (var component in procedure.List("components"))
            {
                if (component.Text("field") is { } field)
                    fields[field].Properties().Text("component").ShouldBe(component.Text("id"));
                if (component.Text("form") is { } declaration)
                    declaration.ShouldBe(procedure.Text("form"));
            }
            foreach (var upload in fields.Values.Where(field => field.Text("type") == "filepicker"))
            {
                var component = procedure.List("components").Single(c => c.Text("id") == upload.Properties().Text("component"));
                component.Text("requiredWhen").ShouldBe(upload.Properties().Text("requiredWhen"), file);
            }
            var tasks = Tasks(procedure.Text("process")!);
            foreach (var step in procedure.List("steps"))
            {
                if (step.Text("task") is { } task)
                    tasks.ShouldContain(task, file);
            }

            foreach (var rule in procedure.List("opinions"))
            {
                if (rule.Text("agencyKey") is { } agency)
                    Agencies.Keys.ShouldContain(agency, file);
                if (rule.Text("placeField") is { } place)
                    fields[place].Properties().Text("kind").ShouldBe("address", file);
            }

            if (Directory.Exists(ProvinceFolder.File("processes")))
                File.Exists(ProvinceFolder.File("processes", procedure.Text("process") + ".bpmn")).ShouldBeTrue(procedure.Text("process"));
            foreach (var template in procedure.List("results").Select(result => result.Text("template")).OfType<string>().Append(procedure.Text("resultTemplate")!))
                TemplateExists(template);
        }
    }

    [Fact]
    public void The_decision_of_a_procedure_asks_for_fields_of_its_form_and_names_agencies_roles_and_limits_that_exist()
    {
        foreach (var (file, procedure) in In("procedures"))
        {
            var tables = Tables(procedure.Text("code")!);
            tables.Keys.ShouldBe(["tham_quyen", "thoi_han", "tong_phi"], ignoreOrder: true, file);
            var fields = procedure.Text("form") is { } key ? Fields(Read("forms", key + ".json")).ToDictionary(field => field.Text("key")!) : null;
            if (fields is not null)
                Inputs(procedure.Text("code")!).Except(["ngay_nop", "kenh_nop", "truong_hop_thoi_han"]).ShouldBeSubsetOf(fields.Keys, file);
            foreach (var row in tables["tham_quyen"])
            {
                if (row.GetValueOrDefault("ma_co_quan") is { } agency)
                    Agencies.Keys.ShouldContain(agency, file);
                if (row.GetValueOrDefault("vai_ky") is { } role)
                    Roles.ShouldContain(role, file);
                if (row.GetValueOrDefault("o_dia_ban") is { } place)
                    fields.ShouldNotBeNull()[place].Properties().Text("kind").ShouldBe("address", file);
            }

            foreach (var row in tables["thoi_han"])
            {
                var unit = System.Text.Json.JsonSerializer.Deserialize<TimeUnit>($"\"{row["don_vi"]}\"", ImportJson.Options);
                var hour = row.GetValueOrDefault("gio_chot") is { } text ? TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : (TimeOnly?)null;
                TimeLimit.From(decimal.Parse(row["so"]!, System.Globalization.CultureInfo.InvariantCulture), unit, hour).ShouldNotBeNull(file);
            }
        }
    }

    [Fact]
    public void Every_procedure_of_the_source_is_in_the_catalogue()
    {
        var source = Path.Combine(ProvinceFolder.Path, "..", "..", "shared", "data", "procedures.json");
        Assert.SkipUnless(File.Exists(source), "../shared is absent");
        var codes = ((JsonObject)JsonNode.Parse(File.ReadAllText(source))!).List("procedures").Select(procedure => procedure.Text("code")!).ToList();
        codes.Count.ShouldBe(55);
        codes.ShouldBeSubsetOf(In("procedures").Select(procedure => procedure.Root.Text("code")!).ToList());
    }

    [Fact]
    public void Forms_name_catalogs_that_exist_and_ask_citizens_little_at_a_time()
    {
        var citizens = In("procedures").Select(procedure => procedure.Root.Text("form")).ToHashSet();
        foreach (var (file, form) in In("forms"))
        {
            foreach (var page in form.List("components"))
            {
                page.Text("type").ShouldBe("group");
                page.List("components").ShouldNotBeEmpty();
                if (citizens.Contains(form.Text("id")))
                    page.List("components").Count(field => field.Properties().Text("visibleWhen") is null).ShouldBeLessThanOrEqualTo(4, $"{file} {page.Text("id")}");
            }
            foreach (var field in Fields(form))
            {
                if (field.Properties().Text("catalog") is { } catalog)
                {
                    field.Text("valuesKey").ShouldBe(catalog);
                    var codes = Read("catalogs", catalog + ".json").List("items").Select(item => item.Text("code")!).ToList();
                    if (field.Text("defaultValue") is { } first)
                        codes.ShouldContain(first);
                }
                else if (field.Text("type") is "radio" or "select")
                {
                    field.List("values").ShouldNotBeEmpty();
                }
                (field.Text("id") == field.Text("key")).ShouldBeTrue();
            }
        }
        Fields(Read("forms", "to-khai-ban-sao-trich-luc.json")).Count(Declared).ShouldBe(17);
        Fields(Read("forms", "to-khai-dang-ky-khai-sinh.json")).Count(Declared).ShouldBe(30);

        // The declaration's own fields: not our questions, not files, not the oath that the first form prints as a sentence.
        static bool Declared(JsonObject field) =>
            field.Properties()["ours"] is null && field.Text("type") != "filepicker";
    }

    [Fact]
    public void Rules_of_decisions_state_their_legal_basis()
    {
        foreach (var path in Directory.EnumerateFiles(ProvinceFolder.File("decisions"), "*.dmn"))
        {
            var rules = XDocument.Load(path).Descendants().Where(element => element.Name.LocalName == "rule").ToList();
            rules.ShouldNotBeEmpty();
            rules.ShouldAllBe(rule => rule.Elements().Any(entry => entry.Name.LocalName == "annotationEntry" && entry.Value.Trim().Length > 0));
            XDocument.Load(path).Root!.Attribute("id")!.Value.ShouldBe(Path.GetFileNameWithoutExtension(path).Split('@')[0]);
        }
    }

    private static string[] Tasks(string process) =>
        [.. XDocument.Load(ProvinceFolder.File("processes", process + ".bpmn")).Descendants().Where(element => element.Name.LocalName == "userTask").Select(element => element.Attribute("id")!.Value)];

    private static XDocument Decision(string code) => XDocument.Load(ProvinceFolder.File("decisions", $"thu-tuc-{code}.dmn"));

    private static IEnumerable<string> Inputs(string code) => Decision(code).Descendants().Where(e => e.Name.LocalName == "inputData").Select(e => e.Attribute("name")!.Value);

    // Rows of the three decisions every procedure has, by the name of the output column; texts without their quotes, null for null.
    private static Dictionary<string, List<Dictionary<string, string?>>> Tables(string code) => Decision(code).Descendants()
        .Where(e => e.Name.LocalName == "decision" && e.Attribute("name")!.Value is ("tham_quyen" or "thoi_han" or "tong_phi"))
        .ToDictionary(
            decision => decision.Attribute("name")!.Value,
            decision =>
            {
                string[] outputs = [.. decision.Descendants().Where(e => e.Name.LocalName == "output").Select(e => e.Attribute("name")!.Value)];
                return decision.Descendants().Where(e => e.Name.LocalName == "rule")
                    .Select(rule => rule.Elements().Where(e => e.Name.LocalName == "outputEntry").Select((cell, column) => (Name: outputs[column], Text: cell.Value.Trim()))
                        .ToDictionary(cell => cell.Name, cell => cell.Text == "null" ? null : cell.Text.Trim('"')))
                    .ToList();
            });

    private static void TemplateExists(string key)
    {
        if (Directory.Exists(ProvinceFolder.File("templates")))
            File.Exists(ProvinceFolder.File("templates", key + ".json")).ShouldBeTrue(key);
    }

    private static IEnumerable<string> Units(JsonObject agency) =>
        agency.List("units").Concat(agency.Text("unitTemplate") is { } template ? UnitTemplates[template].List("units") : []).Select(unit => unit.Text("key")!);

    private static bool Within(JsonObject inner, JsonObject outer) =>
        string.CompareOrdinal(inner.Text("validFrom"), outer.Text("validFrom")) >= 0
        && (outer.Text("validTo") is not { } end || (inner.Text("validTo") is { } innerEnd && string.CompareOrdinal(innerEnd, end) <= 0));
}
