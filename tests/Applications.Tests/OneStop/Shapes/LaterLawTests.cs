using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Desk;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Law;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>Whoever looks at the province as of 3 October 2016 reads no law, tier or fee of later years.</summary>
public sealed partial class LaterLawTests(DeskHost host) : IClassFixture<DeskHost>
{
    static readonly DateOnly Day = new(2016, 10, 3);

    [Fact]
    public async Task Procedures_as_of_2016_speak_of_nothing_later()
    {
        List<Procedure> procedures = [.. (await host.Get<ProcedureCatalogue>().All(Day, CancellationToken.None)).Where(procedure => procedure.CanBeFiled)];
        string[] wanted = ["1.001193", "1.001612", "1.013225", "3.000347", "3.000333", "2.000815", "2.000635", "1.004873"];
        wanted.ShouldBeSubsetOf(procedures.Select(procedure => procedure.Code));
        procedures.ShouldNotContain(procedure => procedure.Code == "1.000703");

        foreach (Procedure procedure in procedures)
        {
            LawOfDay law = (await host.Get<ProcedureLaw>().On(procedure.Code, Day, CancellationToken.None)).ShouldNotBeNull();
            procedure.LegalBasisOn(Day).ShouldAllBe(text => text.Date <= Day && text.ValidFrom <= Day);
            string shown = string.Join('\n',
            [
                procedure.Name.Vi, procedure.Summary?.Vi, law.CompetenceOfDay().ShouldNotBeNull().Agency.Vi, procedure.OpinionOn(Day)?.Question.Vi, procedure.OpinionOn(Day)?.Agency.Vi,
                .. procedure.LegalBasisOn(Day).Select(text => $"{text.Number} {text.Name.Vi}"),
                .. procedure.Channels.Select(channel => channel.Text.Vi), .. procedure.Steps.Select(step => step.Text.Vi), .. procedure.Conditions.Select(condition => condition.Text.Vi),
                .. procedure.Components.Select(component => $"{component.Name.Vi} {component.Note?.Vi}"),
            ]);
            Later().Match(shown).Value.ShouldBeEmpty(procedure.Code);
        }
    }

    [Fact]
    public async Task Competence_limits_and_fees_as_of_2016_name_no_later_law()
    {
        int lines = 0;
        foreach (Procedure procedure in await host.Get<ProcedureCatalogue>().All(Day, CancellationToken.None))
        {
            LawOfDay law = (await host.Get<ProcedureLaw>().On(procedure.Code, Day, CancellationToken.None)).ShouldNotBeNull(procedure.Code);
            string[] shown =
            [
                LawPages.CompetenceCitation(law, procedure) ?? "",
                .. LawPages.Limits(law, procedure).Select(line => $"{line.Case?.Vi} {line.Citation}"),
                .. LawPages.Fees(law, procedure).Select(line => $"{line.Name.Vi} {line.Case?.Vi} {line.Formula?.Vi} {line.Citation}"),
            ];
            lines += shown.Length;
            Later().Match(string.Join('\n', shown)).Value.ShouldBeEmpty(procedure.Code);
        }

        lines.ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task Papers_as_of_2016_are_there_and_name_no_later_law()
    {
        IReadOnlyList<Definition> templates = await host.Get<DefinitionStore>().AllInForce("template", Day, CancellationToken.None);
        string[] wanted =
        [
            "bien-nhan-nop-truc-tuyen", "giay-tiep-nhan-va-hen-tra", "phieu-yeu-cau-bo-sung", "phieu-tu-choi", "ban-sao-trich-luc", "giay-chung-nhan-giay-phep", "van-ban-lay-y-kien",
        ];
        wanted.ShouldBeSubsetOf(templates.Select(template => template.Key));
        foreach (Definition template in templates)
            Later().Match(Head().Replace(template.Content, "")).Value.ShouldBeEmpty(template.Key);
    }

    [Fact]
    public async Task A_form_offers_the_communes_of_its_own_day()
    {
        foreach ((DateOnly day, string there, string notThere) in ((DateOnly, string, string)[])[(Day, "07888", "xx"), (new(2026, 11, 23), "08521", "07888")])
        {
            Definition form = (await host.Get<ProcedureCatalogue>().Form("don-de-nghi-cap-giay-phep-xay-dung", day, CancellationToken.None)).ShouldNotBeNull();
            FormSchema schema = await host.Get<FormLibrary>().Version(form.Key, form.Version);
            string[] communes = [.. schema.Field("dia_diem").ShouldNotBeNull().Options.Select(option => option.Code)];
            communes.ShouldContain(there);
            communes.ShouldNotContain(notThere);
        }
    }

    // A year after 2016 in the number of a text, or the names of what came in 2025.
    [GeneratedRegex(@"/20(1[7-9]|2\d)/|Trung tâm Phục vụ hành chính công|01/07/2025")]
    private static partial Regex Later();

    // Source and dates of use are for readers of the file, not of the paper.
    [GeneratedRegex("\"(source|validTo|validFrom)\": \"[^\"]*\",?")]
    private static partial Regex Head();
}
