using System.Text;
using System.Text.Json;
using Shouldly;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;
using VanLang.Directory.Contracts;
using VanLang.Processes.Contracts;
using VanLang.Processes.Deployment;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Scenarios on a virtual clock, and what they keep from coming into force.</summary>
public class SimulationTests
{
    private const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    private static readonly byte[] Late = File(
        Ends + Task("t", "yes no") + Task("late") + Boundary("b", "t", "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>", interrupting: false) +
        Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "late") + Flow("i", "late", "e"));

    private static WorkingCalendar Calendar => new(JsonSerializer.Deserialize<CalendarData>(System.IO.File.ReadAllText(RepositoryRoot.File("province/holidays.json")), ImportJson.Options)!);

    private static SimulatedScenario Play(byte[] file, string steps, string variables = "{}") => ProcessFiles.Simulate(
        file, "{\"name\":\"thử\",\"at\":\"2026-03-02T08:00:00+07:00\",\"variables\":" + variables + ",\"steps\":[" + steps + "]}", null).ShouldNotBeNull().Scenarios.ShouldHaveSingleItem();

    [Theory]
    [MemberData(nameof(ProvinceProcessTests.Shapes), MemberType = typeof(ProvinceProcessTests))]
    public void Each_shape_of_work_passes_the_scenarios_beside_it(string key)
    {
        var report = ProcessFiles.Simulate(
            System.IO.File.ReadAllBytes(RepositoryRoot.File($"province/processes/{key}.bpmn")), System.IO.File.ReadAllText(RepositoryRoot.File($"province/processes/{key}.scenarios.json")), Calendar).ShouldNotBeNull();

        report.Scenarios.SelectMany(scenario => scenario.Failures).ShouldBeEmpty();
        report.Scenarios.Count.ShouldBeGreaterThanOrEqualTo(2);
        report.Passed.ShouldBeTrue();
    }

    [Fact]
    public void The_trace_names_activities_in_the_order_in_which_they_began()
    {
        var played = Play(Late, "{\"expect\":{\"due\":{\"b\":\"2026-03-05T08:00:00+07:00\"}}},{\"advance\":\"P4D\"},{\"complete\":\"t\",\"outcome\":\"no\"},{\"expect\":{\"waiting\":[\"late\"],\"variables\":{\"outcome\":\"no\"}}}");

        played.Failures.ShouldBeEmpty();
        played.Trace.Select(step => (step.Activity, step.Began.Day, step.Left?.Day, step.How, step.Outcome)).ShouldBe([("t", 2, 6, "completed", "no"), ("late", 5, null, "open", null)]);
        (played.Phase, played.EndedBy, played.At.Day).ShouldBe(("running", null, 6));
    }

    [Theory]
    [InlineData("{\"complete\":\"late\"}", "nothing waits at 'late'; waiting: t")]
    [InlineData("{\"complete\":\"t\"}", "OutcomeNotOffered")]
    [InlineData("{\"expect\":{\"waiting\":[]}}", "waiting should be [] but is [t]")]
    [InlineData("{\"expect\":{\"ended\":\"e\"}}", "should have ended by 'e' but goes on")]
    [InlineData("{\"expect\":{\"due\":{\"b\":\"2026-03-04T08:00:00+07:00\"}}}", "'b' should be due")]
    [InlineData("{\"expect\":{\"variables\":{\"x\":1}}}", "x should be 1 but is missing")]
    [InlineData("{\"complete\":\"t\",\"advance\":\"P1D\"}", "exactly one of")]
    [InlineData("{\"advance\":\"3 ngày\"}", "is no duration")]
    public void What_is_otherwise_than_told_is_said(string step, string failure) => Play(Late, step).Failures.ShouldHaveSingleItem().ShouldContain(failure);

    [Fact]
    public void Messages_are_kept_until_somebody_waits_for_them_and_signals_are_not()
    {
        var file = File(Ends + Task("t") + "<intermediateCatchEvent id=\"m\"><messageEventDefinition messageRef=\"m-answer\"/></intermediateCatchEvent>" +
            "<intermediateCatchEvent id=\"x\"><signalEventDefinition signalRef=\"s-flood\"/></intermediateCatchEvent>" + Flow("f", "s", "t") + Flow("g", "t", "m") + Flow("h", "m", "x") + Flow("i", "x", "e"), Events);
        var before = "{\"message\":\"answer\",\"key\":\"H2\"},{\"message\":\"answer\",\"key\":\"H1\",\"variables\":{\"said\":\"có\"}},{\"signal\":\"flood\"},{\"complete\":\"t\"},{\"expect\":{\"waiting\":[\"x\"],\"variables\":{\"said\":\"có\"}}}";

        Play(file, before, "{\"code\":\"H1\"}").Failures.ShouldBeEmpty();
        Play(file, before + ",{\"signal\":\"flood\"},{\"expect\":{\"ended\":\"e\"}}", "{\"code\":\"H1\"}").Failures.ShouldBeEmpty();
    }

    [Fact]
    public void Two_runs_of_a_scenario_print_the_same()
    {
        const string scenario = "{\"name\":\"thử\",\"at\":\"2026-03-02T08:00:00+07:00\",\"steps\":[{\"advance\":\"P4D\"}]}";
        ProcessFiles.Simulate(Late, scenario, null)!.ToJson().ShouldBe(ProcessFiles.Simulate(Late, scenario, null)!.ToJson());
    }

    [Theory]
    [InlineData("{\"name\":\"đỏ\",\"at\":\"2026-03-02T08:00:00+07:00\",\"steps\":[{\"expect\":{\"waiting\":[\"late\"]}}]}", "bpmn.scenario.failed")]
    [InlineData("{\"name\":\"sai\",\"at\":\"2026-03-02T08:00:00+07:00\",\"steps\":[{\"complet\":\"t\"}]}", "bpmn.scenario.invalid")]
    [InlineData("{", "bpmn.scenario.invalid")]
    public void A_process_with_a_red_scenario_does_not_come_into_force(string scenario, string code)
    {
        var content = Encoding.UTF8.GetString(Late);
        ImportProcesses.Problems("thu.bpmn", content, "{\"name\":\"xanh\",\"at\":\"2026-03-02T08:00:00+07:00\",\"steps\":[{\"expect\":{\"waiting\":[\"t\"]}}]}", null, new HashSet<string>(), _ => true).ShouldBeEmpty();
        ImportProcesses.Problems("thu.bpmn", content, scenario, null, new HashSet<string>(), _ => true).ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void A_timer_in_working_time_cannot_be_simulated_without_a_calendar() =>
        Play(File(Ends + "<intermediateCatchEvent id=\"x\"><timerEventDefinition vl:limit=\"5 working-day\"/></intermediateCatchEvent>" + Flow("f", "s", "x") + Flow("g", "x", "e")), "")
            .Failures.ShouldHaveSingleItem().ShouldContain("no calendar");

    [Fact]
    public void A_process_that_begins_for_an_agency_that_nobody_knows_is_not_published()
    {
        string content = Encoding.UTF8.GetString(BpmnText.File(
            "<startEvent id=\"s\" vl:agency=\"khong-co\"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent><endEvent id=\"e\"/>" + BpmnText.Flow("f", "s", "e")));
        ImportProcesses.Problems("thu.bpmn", content, null, null, new HashSet<string>(), agency => agency != DirectoryIds.Agency("khong-co"))
            .ShouldHaveSingleItem().Code.ShouldBe("bpmn.start.agency-unknown");
        ImportProcesses.Problems("thu.bpmn", content, null, null, new HashSet<string>(), _ => true).ShouldBeEmpty();
    }
}
