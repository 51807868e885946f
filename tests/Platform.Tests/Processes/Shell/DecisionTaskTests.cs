using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Record;
using VanLang.Platform.Tests.Rules;
using VanLang.Processes.Incidents;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class DecisionTaskTestsOnSqlite() : DecisionTaskTests(StoreKind.Sqlite);

public sealed class DecisionTaskTestsOnPostgres() : DecisionTaskTests(StoreKind.Postgres);

/// <summary>A business rule task decides by the law in force, within the step, and the record says by which rows.</summary>
public abstract class DecisionTaskTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    static string Fee(string small, string large) => Dmn.Decision(Dmn.Table("hitPolicy=\"UNIQUE\"", "<output/>", ("< 10", small), (">= 10", large)), ("x", "number"));

    static string Decides(string attributes = "") => Ends + $"<businessRuleTask id=\"d\" vl:decision=\"le-phi\" vl:resultVariable=\"phi\" {attributes}/>" + Task("before") + Task("dear") + Task("cheap") +
        "<exclusiveGateway id=\"y\" default=\"i\"/>" + Flow("f", "s", "before") + Flow("g", "before", "d") + Flow("h", "d", "y") + Flow("j", "y", "dear", "phi &gt; 100") + Flow("i", "y", "cheap") + Flow("k", "dear", "e") + Flow("l", "cheap", "e");

    [Fact]
    public async Task The_way_is_decided_in_the_step_that_comes_to_the_decision_and_the_record_says_why()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Publish(DecisionLibrary.Kind, "le-phi", Fee("8", "8000"));
        Guid instance = await house.Run(Decides(), ("x", 12));
        (await house.Complete("before")).Opened.Select(item => item.NodeId).ShouldBe(["dear"]);
        (await house.State(instance)).Variables.Values["phi"].ShouldBe((FeelNumber)8000);

        string payload = await house.Read(db => db.Set<RecordEvent>().Where(e => e.SubjectId == instance && e.Type == "process.task-completed").Select(e => e.Payload).SingleAsync(ProcessHouse.Token)) ?? "";
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement made = document.RootElement.GetProperty("data").GetProperty("decisions")[0];
        (made.GetProperty("key").GetString(), made.GetProperty("day").GetString(), made.GetProperty("rows")[0].GetProperty("number").GetInt32()).ShouldBe(("le-phi", "2026-11-23", 2));
        made.GetProperty("rows")[0].GetProperty("annotation").GetString().ShouldBe("Điều 2");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "cheap")]
    [InlineData("vl:binding=\"latest\"", "dear")]
    public async Task The_law_of_the_day_on_which_the_case_began_counts_unless_the_model_asks_for_the_latest(string binding, string way)
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Publish(DecisionLibrary.Kind, "le-phi", Fee("8", "9"));
        await house.Publish(DecisionLibrary.Kind, "le-phi", Fee("8", "9000"), new DateOnly(2026, 12, 1));
        await house.Run(Decides(binding), ("x", 12));
        house.Time.Advance(TimeSpan.FromDays(20));
        await house.Complete("before");
        (await house.Open()).ShouldBe([way]);
    }

    [Fact]
    public async Task What_cannot_be_decided_is_an_incident_and_is_decided_when_it_can_be()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Decides(), ("x", 12));
        await house.Complete("before");
        (await house.Read(db => db.Set<ProcessIncident>().SingleAsync(ProcessHouse.Token))).Message.ShouldContain("le-phi");
        (await house.Open()).ShouldBeEmpty();

        await house.Publish(DecisionLibrary.Kind, "le-phi", Fee("8", "8000"));
        await house.Retry(instance);
        (await house.Open()).ShouldBe(["dear"]);
    }
}
