using System.Globalization;
using System.Text;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Desk;
using VanLang.Kernel.Import;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law.Impact;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Law;

/// <summary>Files that are compared, and many dossiers.</summary>
public sealed class ProposalFileTests(DeskHost host) : IClassFixture<DeskHost>
{
    const string Name = "thu-tuc-2.000635@2026-11-20.dmn";

    [Theory]
    [InlineData("bang-gia.dmn", ImportCodes.BadValue)]
    [InlineData("thu-tuc-2.000635.xml", ImportCodes.BadValue)]
    [InlineData("thu-tuc-2.000635@2026-02-30.dmn", ImportCodes.BadDate)]
    [InlineData("thu-tuc-2.000635.dmn", ImportCodes.BadDate)]
    [InlineData("thu-tuc-9.999999@2026-11-20.dmn", ImportCodes.UnknownReference)]
    public async Task A_file_whose_name_says_no_procedure_or_no_day_is_refused(string name, string code) =>
        (await Read(name, Good)).ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public async Task A_faulty_decision_is_refused_with_line_element_and_both_languages()
    {
        await Refused(Good.Replace("</definitions>", "", StringComparison.Ordinal), "dmn.xml");
        await Refused(Good.Replace("&gt;= date(\"2017-01-01\")", "&gt;= date(\"2017-02-01\")", StringComparison.Ordinal), "dmn.check.gap", "Ngày nộp = 2017-01-01");
        await Refused(Good.Replace("&gt;= date(\"2017-01-01\")", "&gt;= date(\"2016-12-01\")", StringComparison.Ordinal), "dmn.check.overlap", "2016-12-01");
        await Refused(Good.Replace("8000 * so_luong", "8000 * ham_la(so_luong)", StringComparison.Ordinal), "feel.function.unknown", "ham_la");
        await Refused(Good.Replace("vl:validFrom=\"2026-11-20\"", "vl:validFrom=\"2026-11-21\"", StringComparison.Ordinal), "dmn.day", "2026-11-21");
        await Refused(Good.Replace("<literalExpression>", "<literalExpressio>", StringComparison.Ordinal), "dmn.xml");
    }

    [Fact]
    public async Task A_decision_that_does_not_answer_what_every_procedure_needs_is_refused()
    {
        (await Read(Name, Good.Replace("tong_phi", "tong_tien", StringComparison.Ordinal))).ShouldHaveSingleItem().Field.ShouldBe("tong_phi");
        (await Read(Name, Good.Replace("\"in-day\"", "\"in-week\"", StringComparison.Ordinal))).ShouldHaveSingleItem().ReasonEn.ShouldContain("row 1");
        (await Read(Name, Good.Replace("\"15:00\"", "null", StringComparison.Ordinal))).ShouldHaveSingleItem().ReasonEn.ShouldContain("cut-off");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_files_that_are_too_large_are_refused()
    {
        (await host.Get<ProposalFile>().Read(Name, [0xC3, 0x28], null, CancellationToken.None)).Problems.ShouldHaveSingleItem().Code.ShouldBe(ImportCodes.NotUtf8);
        (await host.Get<ProposalFile>().Read(Name, new byte[ProposalFile.MostBytes + 1], null, CancellationToken.None)).Problems.ShouldHaveSingleItem().Code.ShouldBe(ImportCodes.FileTooLarge);
    }

    [Fact]
    public async Task A_table_of_ten_thousand_rows_is_looked_over_and_a_longer_one_refused_with_its_place()
    {
        (await Read(Name, Long(10_000))).ShouldBeEmpty();
        ImportProblem problem = (await Read(Name, Long(10_001))).ShouldHaveSingleItem();
        (problem.Code, problem.Line > 1).ShouldBe(("dmn.limit.table", true));
    }

    [Fact]
    public async Task A_thousand_dossiers_are_looked_at_part_by_part_each_once()
    {
        Guid agency = Guid.NewGuid();
        await SeededDossiers.Add(host, agency, "officer", 1_200);
        Proposal proposal = await ProposedFile.Read(host.Get<ProposalFile>(), ProposedFile.Slower("2026-01-01"), "2026-01-01");
        IQueryable<Dossier> Seen(VanLang.Kernel.Data.VanLangDbContext db) => db.Set<Dossier>().Where(dossier => dossier.HolderAgencyId == agency);

        List<string> codes = [];
        Guid? after = Guid.Empty;
        int parts = 0;
        while (after is { } from)
        {
            ImpactPart part = await host.Get<LawImpact>().Part(proposal, Seen, from, CancellationToken.None);
            part.Open.ShouldBe(1_200);
            part.Before.ShouldBe(codes.Count);
            codes.AddRange(part.Lines.Select(line => line.Code));
            part.Looked.ShouldBe(codes.Count);
            after = part.Next;
            parts++;
        }

        parts.ShouldBeGreaterThan(1);
        codes.Distinct().Count().ShouldBe(1_200);
    }

    static string Good => ProposedFile.Dearer("2026-11-20").Replace("10000 * so_luong", "8000 * so_luong", StringComparison.Ordinal);

    static string Long(int rows)
    {
        StringBuilder table = new();
        for (int i = 0; i < rows; i++)
            table.Append(CultureInfo.InvariantCulture, $"<rule id=\"r{i}\"><inputEntry><text>{(i == 0 ? "&lt; 1" : i == rows - 1 ? $"&gt;= {i}" : $"[{i}..{i + 1})")}</text></inputEntry><outputEntry><text>{i * 1000}</text></outputEntry><annotationEntry><text>Điều {i}</text></annotationEntry></rule>");
        string decision = $"""
            <decision id="phi_dai" name="phi_dai"><variable name="phi_dai"/><informationRequirement><requiredInput href="#in-so_luong"/></informationRequirement>
            <decisionTable id="bang-dai" hitPolicy="UNIQUE"><input id="i" label="Số bản"><inputExpression typeRef="number"><text>so_luong</text></inputExpression></input>
            <output id="o" name="so_tien" typeRef="number"/><annotation name="Căn cứ"/>{table}</decisionTable></decision>
            """;
        return Good.Replace("<decision id=\"tong_phi\"", decision + "<decision id=\"tong_phi\"", StringComparison.Ordinal);
    }

    async Task<IReadOnlyList<ImportProblem>> Read(string name, string content) => (await host.Get<ProposalFile>().Read(name, Encoding.UTF8.GetBytes(content), null, CancellationToken.None)).Problems;

    async Task Refused(string content, string code, string? example = null)
    {
        ImportProblem problem = (await Read(Name, content))[0];
        problem.Code.ShouldBe(code);
        problem.Line.ShouldNotBeNull().ShouldBeGreaterThan(1);
        problem.ReasonVi.ShouldNotBe(problem.ReasonEn);
        if (example is not null)
            (problem.ReasonVi + problem.ReasonEn).ShouldContain(example);
    }
}
