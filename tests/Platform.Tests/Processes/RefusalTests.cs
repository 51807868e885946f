using System.Globalization;
using System.Text;
using Shouldly;
using VanLang.Processes.Contracts;
using VanLang.Processes.Deployment;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

public class RefusalTests
{
    /// <summary>Every flow node and event definition of the BPMN 2.0 XML Schema that is not executed, in the place where it could stand.</summary>
    public static TheoryData<string, string> NotExecuted => new()
    {
        { "transaction", "<transaction id=\"x\" name=\"Gọi\"/>" },
        { "adHocSubProcess", "<adHocSubProcess id=\"x\" name=\"Gọi\"/>" },
        { "complexGateway", "<complexGateway id=\"x\" name=\"Gọi\"/>" },
        { "linkEventDefinition", "<intermediateThrowEvent id=\"x\" name=\"Gọi\"><linkEventDefinition/></intermediateThrowEvent>" },
        { "ioSpecification", "<task id=\"x\" name=\"Gọi\"><ioSpecification/></task>" },
        { "dataInputAssociation", "<task id=\"x\" name=\"Gọi\"><dataInputAssociation/></task>" },
        { "linkEventDefinition", "<intermediateCatchEvent id=\"x\" name=\"Gọi\"><linkEventDefinition/></intermediateCatchEvent>" },
        { "errorEventDefinition", "<intermediateCatchEvent id=\"x\" name=\"Gọi\"><errorEventDefinition/></intermediateCatchEvent>" },
        { "signalEventDefinition", "<intermediateCatchEvent id=\"x\"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition><signalEventDefinition/></intermediateCatchEvent>" },
        { "cancelEventDefinition", "<task id=\"x\"/><endEvent id=\"e2\"><cancelEventDefinition/></endEvent>" },
        { "conditionalEventDefinition", "<task id=\"x\"/><startEvent id=\"s2\"><conditionalEventDefinition/></startEvent>" },
        { "dataStoreReference", "<task id=\"x\"/><dataStoreReference id=\"d\"/>" },
        { "correlationSubscription", "<task id=\"x\"/><correlationSubscription id=\"d\"/>" },
        { "ioSpecification", "<task id=\"x\"/><ioSpecification id=\"d\"/>" },
        { "choreographyTask", "<choreographyTask id=\"x\"/>" },
    };

    [Theory]
    [MemberData(nameof(NotExecuted))]
    public void An_element_that_is_not_executed_is_refused_with_its_line(string element, string xml)
    {
        var reading = Read($"<startEvent id=\"s\"/>\n{Flow("f1", "s", "x")}{Flow("f2", "x", "e")}\n<endEvent id=\"e\"/>\n{xml}");

        reading.Definition.ShouldBeNull();
        var finding = reading.Errors().First(finding => finding.Code == "bpmn.element.not-executed");
        finding.Line.ShouldBe(FirstLine + 3);
        finding.Arguments.ShouldBe([element]);
        finding.ElementId.ShouldNotBeNull();
    }

    [Fact]
    public void A_refused_element_is_named_in_both_languages()
    {
        var finding = Read("<startEvent id=\"s\"/><complexGateway id=\"x\" name=\"Tra cứu dân cư\"/><endEvent id=\"e\"/>" + Flow("f1", "s", "x") + Flow("f2", "x", "e"))
            .Errors().ShouldHaveSingleItem();

        finding.ElementId.ShouldBe("x");
        finding.ElementName.ShouldBe("Tra cứu dân cư");
        finding.TextIn(CultureInfo.GetCultureInfo("vi-VN")).ShouldBe("Phần tử complexGateway chưa được hệ thống thực thi nên quy trình không được nhận.");
        finding.TextIn(CultureInfo.GetCultureInfo("en")).ShouldBe("The element complexGateway is not executed by this system, so the process is refused.");
    }

    [Fact]
    public void English_names_are_read_where_they_may_stand_and_an_empty_one_is_refused()
    {
        var named = Read("<startEvent id=\"s\"/><task id=\"x\" name=\"Tra cứu\" vl:nameEn=\" Look  up \"/><endEvent id=\"e\"/>" + Flow("f1", "s", "x") + Flow("f2", "x", "e"));
        named.Definition.ShouldNotBeNull().FindNode("x")!.EnglishName.ShouldBe("Look up");
        named.Definition!.FindNode("s")!.EnglishName.ShouldBeNull();

        Read("<startEvent id=\"s\"/><task id=\"x\" name=\"Tra cứu\" vl:nameEn=\"\"/><endEvent id=\"e\"/>" + Flow("f1", "s", "x") + Flow("f2", "x", "e"))
            .Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.name-en.empty");
    }

    [Theory]
    [InlineData("startQuantity=\"2\"")]
    [InlineData("completionQuantity=\"3\"")]
    public void An_attribute_that_changes_behaviour_is_refused(string attribute)
    {
        var reading = Read($"<startEvent id=\"s\"/><task id=\"x\" {attribute}/><endEvent id=\"e\"/>" + Flow("f1", "s", "x") + Flow("f2", "x", "e"));

        reading.Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.attribute.not-executed");
    }

    [Fact]
    public void A_service_that_no_room_offers_is_refused()
    {
        var definition = Deploy("<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e") + "\n<serviceTask id=\"x\" vl:service=\"a\"/>");

        var finding = ServiceCheck.Run(definition, new HashSet<string> { "b" }).ShouldHaveSingleItem();
        finding.Arguments.ShouldBe(["a"]);
        finding.Line.ShouldBe(FirstLine + 1);
        finding.Severity.ShouldBe(FindingSeverity.Error);
        ServiceCheck.Run(definition, new HashSet<string> { "a" }).ShouldBeEmpty();
    }

    [Fact]
    public void A_process_that_a_timer_starts_says_whose_work_it_is()
    {
        const string Timer = "<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>";
        Read($"<startEvent id=\"s\">{Timer}</startEvent><endEvent id=\"e\"/>" + Flow("f", "s", "e")).Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.start.agency");
        Read($"<startEvent id=\"s\" vl:agency=\"so-tu-phap\">{Timer}</startEvent><endEvent id=\"e\"/>" + Flow("f", "s", "e")).Errors().ShouldBeEmpty();
    }

    [Fact]
    public void A_pool_that_is_not_executable_may_hold_anything()
    {
        var reading = Read("<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Flow("f", "s", "e"), "<process id=\"q\"><serviceTask id=\"x\"/><complexGateway id=\"y\"/></process>");

        reading.Findings.ShouldBeEmpty();
        reading.Definition.ShouldNotBeNull();
    }

    [Fact]
    public void A_file_without_an_executable_process_is_refused() =>
        Read("<startEvent id=\"s\"/>", attributes: "").Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.process.none-executable");

    [Fact]
    public void A_message_flow_to_the_executable_pool_is_refused()
    {
        var reading = Read(
            "<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Flow("f", "s", "e"),
            "<collaboration id=\"c\"><participant id=\"a\" processRef=\"thu\"/><participant id=\"b\"/><messageFlow id=\"m\" sourceRef=\"b\" targetRef=\"a\"/></collaboration>");

        reading.Errors().ShouldHaveSingleItem().ElementId.ShouldBe("m");
    }

    public static TheoryData<string, string, int> Structure => new()
    {
        { "bpmn.structure.no-start", "<task id=\"x\"/>\n<endEvent id=\"e\"/>\n" + Flow("f", "x", "e"), 2 },
        { "bpmn.structure.no-end", "<startEvent id=\"s\"/>\n<task id=\"x\"/>\n" + Flow("f", "s", "x"), 2 },
        { "bpmn.structure.unreachable", "<startEvent id=\"s\"/>\n<task id=\"x\"/>\n<endEvent id=\"e\"/>\n" + Flow("f", "s", "e") + Flow("g", "x", "e"), 4 },
        { "bpmn.structure.no-way-out", "<startEvent id=\"s\"/>\n<endEvent id=\"e\"/>\n<task id=\"x\"/>\n" + Flow("f", "s", "e") + Flow("g", "s", "x"), 5 },
        {
            "bpmn.structure.no-way-to-end",
            "<startEvent id=\"s\"/>\n<endEvent id=\"e\"/>\n<task id=\"x\"/>\n<task id=\"y\"/>" + Flow("f", "s", "e") + Flow("g", "s", "x") + Flow("h", "x", "y") + Flow("i", "y", "x"), 5
        },
        { "bpmn.structure.start-with-incoming", "<startEvent id=\"s\"/>\n<task id=\"x\"/>\n<endEvent id=\"e\"/>\n" + Flow("f", "s", "x") + Flow("g", "x", "s") + Flow("h", "x", "e"), 3 },
        { "bpmn.structure.end-with-outgoing", "<startEvent id=\"s\"/>\n<task id=\"x\"/>\n<endEvent id=\"e\"/>\n" + Flow("f", "s", "x") + Flow("g", "x", "e") + Flow("h", "e", "x"), 5 },
        { "bpmn.flow.unknown-node", "<startEvent id=\"s\"/>\n<endEvent id=\"e\"/>\n" + Flow("f", "s", "e") + "\n" + Flow("g", "s", "nowhere"), 6 },
        { "bpmn.reference.unknown", "<startEvent id=\"s\">\n<outgoing>nothing</outgoing></startEvent><endEvent id=\"e\"/>\n" + Flow("f", "s", "e"), 4 },
        { "bpmn.id.duplicate", "<startEvent id=\"s\"/>\n<endEvent id=\"e\"/>\n<endEvent id=\"e\"/>" + Flow("f", "s", "e"), 5 },
        { "bpmn.id.missing", "<startEvent id=\"s\"/>\n<endEvent id=\"e\"/>\n<task/>" + Flow("f", "s", "e"), 5 },
        { "bpmn.default.not-own", "<startEvent id=\"s\"/>\n<exclusiveGateway id=\"x\" default=\"f\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e"), 4 },
        { "bpmn.default.never-taken", "<startEvent id=\"s\"/>\n<task id=\"x\" default=\"g\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e") + Flow("h", "x", "e"), 4 },
        { "bpmn.condition.missing", "<startEvent id=\"s\"/><exclusiveGateway id=\"x\" default=\"h\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("h", "x", "e") + "\n" + Flow("g", "x", "e"), 4 },
        { "bpmn.event.missing", "<startEvent id=\"s\"/>\n<intermediateCatchEvent id=\"x\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e"), 4 },
        { "bpmn.timer.missing", Timer("<timerEventDefinition/>"), 3 },
        { "bpmn.timer.invalid", Timer("<timerEventDefinition>\n<timeDuration>7 ngày</timeDuration></timerEventDefinition>"), 4 },
        { "bpmn.timer.invalid", Timer("<timerEventDefinition>\n<timeDate>2026-02-30</timeDate></timerEventDefinition>"), 4 },
        { "bpmn.timer.invalid", Timer("<timerEventDefinition>\n<timeDuration>P999999D</timeDuration></timerEventDefinition>"), 4 },
        { "bpmn.timer.invalid", Timer("\n<timerEventDefinition vl:workingDuration=\"P1M\"/>"), 4 },
        { "bpmn.timer.invalid", Timer("\n<timerEventDefinition vl:limit=\"12 ngày\"/>"), 4 },
        { "bpmn.timer.invalid", Timer("\n<timerEventDefinition vl:limit=\"1.5 working-day\"/>"), 4 },
        { "bpmn.timer.several", Timer("<timerEventDefinition vl:workingDuration=\"P1D\"><timeDuration>P1D</timeDuration></timerEventDefinition>"), 3 },
        { "bpmn.timer.invalid", Timer("<timerEventDefinition>\n<timeCycle>R0/P1D</timeCycle></timerEventDefinition>"), 4 },
        { "bpmn.timer.invalid", Timer("<timerEventDefinition>\n<timeCycle>R3/PT0S</timeCycle></timerEventDefinition>"), 4 },
        { "bpmn.event.reference", Timer("\n<messageEventDefinition messageRef=\"nothing\"/>"), 4 },
        { "bpmn.event.gateway-target", Single("<eventBasedGateway id=\"x\"/>").Replace("<sequenceFlow id=\"g\"", "\n<sequenceFlow id=\"g\"", StringComparison.Ordinal), 4 },
        { "bpmn.sub-process.start", Single("<subProcess id=\"x\"><task id=\"y\"/></subProcess>"), 3 },
        { "bpmn.sub-process.start", Single("<task id=\"x\"/>\n<subProcess id=\"z\" triggeredByEvent=\"true\"><startEvent id=\"y\"/><endEvent id=\"y2\"/>" + Flow("f3", "y", "y2") + "</subProcess>"), 4 },
        { "bpmn.flow.unknown-node", Single("<subProcess id=\"x\"><startEvent id=\"y\"/>\n" + Flow("f3", "y", "e") + "</subProcess>"), 4 },
        { "bpmn.flow.misplaced", Single("<task id=\"x\" isForCompensation=\"true\"/>"), 3 },
        { "bpmn.compensation.handler", Single("<task id=\"x\"/>\n<boundaryEvent id=\"b\" attachedToRef=\"x\"><compensateEventDefinition/></boundaryEvent>"), 4 },
        { "bpmn.call.missing", Single("<serviceTask id=\"x\"/>"), 3 },
        { "bpmn.loop.invalid", Single("<task id=\"x\"><multiInstanceLoopCharacteristics/></task>"), 3 },
        { "bpmn.boundary.host", "<startEvent id=\"s\"/><task id=\"x\"/><endEvent id=\"e\"/>\n" + Boundary("x") + Flow("f", "s", "x") + Flow("g", "x", "e") + Flow("h", "b", "e"), 4 },
        { "bpmn.reference.unknown", "<startEvent id=\"s\"/><endEvent id=\"e\"/>\n" + Boundary("x") + Flow("f", "s", "e") + Flow("h", "b", "e"), 4 },
        { "bpmn.task.without-candidate", Single("<userTask id=\"x\" name=\"Làm\"/>"), 3 },
        { "bpmn.task.role-unknown", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"oficer\" vl:candidateUnit=\"acting\"/>"), 3 },
        { "bpmn.task.role-invalid", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"=if\" vl:candidateUnit=\"acting\"/>"), 3 },
        { "bpmn.task.without-unit", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"officer\"/>"), 3 },
        { "bpmn.task.unit-unknown", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"officer\" vl:candidateUnit=\"other\"/>"), 3 },
        { "bpmn.task.share-invalid", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"submitter\" vl:shareHours=\"=1 +\"/>"), 3 },
        { "bpmn.task.share-invalid", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"submitter\" vl:shareHours=\"5,5\"/>"), 3 },
        { "bpmn.task.name-invalid", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"submitter\" vl:outcomes=\"accept Refuse\"/>"), 3 },
        { "bpmn.vanlang.unknown", Single("<userTask id=\"x\" name=\"Làm\" vl:candidateRole=\"submitter\" vl:candidatRole=\"officer\"/>"), 3 },
    };

    [Theory]
    [MemberData(nameof(Structure))]
    public void A_process_that_could_not_run_is_refused_with_the_line(string code, string xml, int line)
    {
        var reading = Read(xml);

        reading.Definition.ShouldBeNull();
        reading.Errors().First(finding => finding.Code == code).Line.ShouldBe(line);
    }

    [Fact]
    public void A_condition_on_a_flow_out_of_a_parallel_gateway_is_refused()
    {
        var reading = Read("<startEvent id=\"s\"/><parallelGateway id=\"x\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e", "true"));

        reading.Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.condition.misplaced");
    }

    [Fact]
    public void A_condition_that_does_not_compile_is_refused_at_its_place_in_the_file()
    {
        var reading = Read(
            "<startEvent id=\"s\"/><exclusiveGateway id=\"x\" default=\"h\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("h", "x", "e") +
            "\n<sequenceFlow id=\"g\" sourceRef=\"x\" targetRef=\"e\">\n<conditionExpression>phi &gt;\n   (</conditionExpression></sequenceFlow>");

        var finding = reading.Errors().ShouldHaveSingleItem();
        finding.Code.ShouldBe("bpmn.condition.invalid");
        finding.ElementId.ShouldBe("g");
        finding.Line.ShouldBeInRange(FirstLine + 2, FirstLine + 3);
        finding.Arguments.Count.ShouldBe(3);
    }

    [Fact]
    public void An_expression_in_another_language_than_FEEL_is_refused()
    {
        var reading = Read(
            "<startEvent id=\"s\"/><task id=\"x\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") +
            "<sequenceFlow id=\"g\" sourceRef=\"x\" targetRef=\"e\"><conditionExpression language=\"http://www.w3.org/1999/XPath\">a</conditionExpression></sequenceFlow>");

        reading.Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.condition.language");
    }

    [Fact]
    public void An_outcome_that_finds_no_flow_is_refused()
    {
        var reading = Read(
            "<startEvent id=\"s\"/>\n" + Task("x", "accept refuse") + "\n<exclusiveGateway id=\"g\" name=\"Kết quả?\"/><endEvent id=\"e\"/><endEvent id=\"r\"/>" +
            Flow("f1", "s", "x") + Flow("f2", "x", "g") + Flow("f3", "g", "e", "outcome = \"accept\"") + Flow("f4", "g", "r", "outcome = \"refused\""));

        var finding = reading.Errors().ShouldHaveSingleItem();
        finding.Code.ShouldBe("bpmn.task.outcome-without-way");
        finding.Line.ShouldBe(FirstLine + 1);
        finding.Arguments.ShouldBe(["refuse", "Kết quả?"]);
    }

    [Fact]
    public void Vendor_attributes_with_a_meaning_are_read_and_the_others_reported()
    {
        var reading = Read(Single(
            "<userTask id=\"x\" name=\"Làm\" vl:candidateUnit=\"competent\" camunda:candidateGroups=\"officer\" camunda:formKey=\"don\" camunda:assignee=\"an\" camunda:asyncBefore=\"true\"/>"));

        var task = reading.Definition.ShouldNotBeNull().FindNode("x")!.Task!;
        task.Role.ShouldBe("officer");
        task.FormKey.ShouldBe("don");
        reading.Findings.Select(finding => (finding.Code, finding.Severity)).ShouldBe(
            [("bpmn.extension.ignored", FindingSeverity.Warning), ("bpmn.task.assignee", FindingSeverity.Warning)], ignoreOrder: true);
    }

    [Fact]
    public void A_lane_gives_its_candidate_to_the_tasks_drawn_in_it()
    {
        var reading = Read(Single("<userTask id=\"x\" name=\"Làm\"/>") +
            "<laneSet><lane id=\"l\" vl:candidateRole=\"leader\" vl:candidateUnit=\"competent\"><flowNodeRef>x</flowNodeRef></lane></laneSet>");

        reading.Definition.ShouldNotBeNull().FindNode("x")!.Task!.Role.ShouldBe("leader");
    }

    [Fact]
    public void A_document_type_with_entities_is_refused_before_anything_is_expanded()
    {
        var bomb = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><d>&b;&c;</d>";

        var finding = BpmnReader.Read(Encoding.UTF8.GetBytes(bomb)).Errors().ShouldHaveSingleItem();
        finding.Code.ShouldBe("bpmn.xml.doctype");
        finding.Line.ShouldBe(1);
    }

    [Fact]
    public void Broken_oversized_and_overdeep_files_are_refused()
    {
        Code(Encoding.UTF8.GetBytes("<definitions>\n<process>")).ShouldBe("bpmn.xml.malformed");
        Code([]).ShouldBe("bpmn.xml.malformed");
        Code([0xFF, 0xFE, 0x00, 0xD8]).ShouldBe("bpmn.xml.malformed");
        Code(new byte[(2 * 1024 * 1024) + 1]).ShouldBe("bpmn.xml.too-large");
        Code(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000)))).ShouldBe("bpmn.xml.too-deep");
        Code(Encoding.UTF8.GetBytes("<definitions/>")).ShouldBe("bpmn.xml.not-bpmn");

        static string Code(byte[] content) => BpmnReader.Read(content).Errors().ShouldHaveSingleItem().Code;
    }

    private static string Single(string task) => task + "<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e");

    private static string Timer(string definition) =>
        $"<intermediateCatchEvent id=\"x\">{definition}</intermediateCatchEvent><startEvent id=\"s\"/><endEvent id=\"e\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e");

    private static string Boundary(string host) =>
        $"<boundaryEvent id=\"b\" attachedToRef=\"{host}\"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>";
}
