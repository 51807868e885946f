using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Tables as people read them before anything is decided.</summary>
public sealed class TableTextTests
{
    private static readonly DecisionModel Model = Dmn.Load(Dmn.File("""
        <inputData id="in-ngay" name="ngay"><variable name="ngay" typeRef="date"/></inputData>
        <inputData id="in-dien" name="dien" label="Diện" xmlns:x="urn:x" x:labelEn="Group"><variable name="dien" typeRef="string"/></inputData>
        <decision id="phi" name="phi" label="Lệ phí" xmlns:x="urn:x" x:labelEn="Charge">
          <variable name="phi" typeRef="number"/>
          <informationRequirement><requiredInput href="#in-ngay"/></informationRequirement>
          <informationRequirement><requiredInput href="#in-dien"/></informationRequirement>
          <decisionTable hitPolicy="UNIQUE">
            <input label="Ngày"><inputExpression typeRef="date"><text>ngay</text></inputExpression></input>
            <input label="Diện"><inputExpression typeRef="string"><text>dien</text></inputExpression></input>
            <output name="phi" typeRef="number"/>
            <annotation name="Căn cứ"/><annotation name="vi"/><annotation name="en"/>
            <rule id="cu"><inputEntry><text>&lt; date("2027-03-01")</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>8000</text></outputEntry>
              <annotationEntry><text>Điều 1</text></annotationEntry><annotationEntry><text>Mọi trường hợp</text></annotationEntry><annotationEntry><text>All cases</text></annotationEntry></rule>
            <rule id="moi"><inputEntry><text>&gt;= date("2027-03-01")</text></inputEntry><inputEntry><text>not("ngheo")</text></inputEntry><outputEntry><text>10000</text></outputEntry>
              <annotationEntry><text>Điều 2</text></annotationEntry><annotationEntry><text>Phải nộp</text></annotationEntry><annotationEntry><text/></annotationEntry></rule>
            <rule id="mien"><inputEntry><text>&gt;= date("2027-03-01")</text></inputEntry><inputEntry><text>"ngheo"</text></inputEntry><outputEntry><text>0</text></outputEntry>
              <annotationEntry><text/></annotationEntry><annotationEntry><text>Được miễn</text></annotationEntry><annotationEntry><text/></annotationEntry></rule>
          </decisionTable>
        </decision>
        """));

    private static readonly DecisionTableText Table = Model.Tables.ShouldHaveSingleItem();

    [Fact]
    public void Rows_that_cannot_match_what_is_known_are_left_out_and_what_is_not_known_leaves_all_open()
    {
        Rows(("ngay", new DateOnly(2027, 2, 28))).ShouldBe(["cu"]);
        Rows(("ngay", new DateOnly(2027, 3, 1))).ShouldBe(["moi", "mien"]);
        Rows(("ngay", new DateOnly(2027, 3, 1)), ("dien", "ngheo")).ShouldBe(["mien"]);
        Rows().ShouldBe(["cu", "moi", "mien"]);
    }

    [Fact]
    public void Words_for_people_are_no_legal_basis_and_a_row_with_words_alone_still_misses_its_citation()
    {
        Table.Rows.Select(row => (row.Citation, row.Words?.Vi, row.Words?.En)).ShouldBe([("Điều 1", "Mọi trường hợp", "All cases"), ("Điều 2", "Phải nộp", null), (null, "Được miễn", null)]);
        DecisionCheck.Of(Model).ShouldHaveSingleItem().Code.ShouldBe("dmn.check.citation");
        Dmn.Run(Model, "phi", ("ngay", "2027-02-28")).Matched.ShouldHaveSingleItem().Annotation.ShouldBe("Điều 1");
    }

    [Fact]
    public void Labels_are_in_both_languages_where_the_file_has_them()
    {
        (Table.Label, Model.InputLabels["dien"], Model.InputLabels["ngay"]).ShouldBe((new PlainLabel("Lệ phí", "Charge"), new PlainLabel("Diện", "Group"), new PlainLabel("ngay", null)));
        Table.Label.In(new("en")).ShouldBe("Charge");
        Model.InputLabels["ngay"].In(new("en")).ShouldBe("ngay");
    }

    private static string[] Rows(params (string Name, object? Value)[] known) =>
        [.. Table.RowsFor(known.ToDictionary(value => value.Name, value => value.Value), Feel.Now).Select(row => row.Id)];
}
