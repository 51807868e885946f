using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

/// <summary>The processes of the demonstration province: they deploy without a remark, and each path comes to its end.</summary>
public class ProvinceProcessTests
{
    private const string Extract = "ban-sao-trich-luc";
    private const string Birth = "dang-ky-khai-sinh";

    [Theory]
    [InlineData(Extract)]
    [InlineData(Birth)]
    public void A_province_process_deploys_without_a_finding(string key)
    {
        var definition = Deploy(key);

        definition.Key.ShouldBe(key);
        definition.Documentation.ShouldNotBeNull().ShouldContain("Giả định");
        definition.Nodes.Where(node => node.Task is not null).Sum(node => node.Task!.ShareHours ?? 0).ShouldBe(8m);
    }

    [Fact]
    public void An_extract_walks_from_the_counter_over_four_positions_back_to_the_counter()
    {
        var run = Case.Start(Deploy(Extract));
        run.Complete("receive", "accept");
        run.Complete("examine", "submit");
        run.Complete("sign", "sign");
        run.Complete("issue", "issue");
        run.State.ToJson().Length.ShouldBeLessThan(1024);
        run.Complete("hand-over", "return-result");

        run.History[^1].ShouldBe(new InstanceCompleted("end-returned", true));
        run.History.OfType<TaskCreated>().Select(task => (task.Role, task.Unit?.ToString(), task.Action)).ShouldBe(
        [
            ("one-stop-clerk", "Receiving", "accept"), ("officer", "Competent", "prepare"), ("leader", "Competent", "sign"),
            ("registry-clerk", "Competent", "issue"), ("one-stop-clerk", "Receiving", "return"),
        ]);
    }

    [Fact]
    public void A_birth_walks_to_the_outside_system_and_back()
    {
        var run = Case.Start(Deploy(Birth), ("truong_hop", "thong-thuong"));
        run.Complete("receive", "accept");
        run.Complete("examine", "submit");
        run.History.OfType<TaskCreated>().Last().Action.ShouldBe("outside-system");
        run.Complete("outside-system", "recorded");
        run.Complete("sign", "sign");
        run.Complete("issue", "issue");
        run.Complete("hand-over", "return-result");

        run.History[^1].ShouldBe(new InstanceCompleted("end-returned", true));
        run.Trace.ShouldNotContain("public-notice");
    }

    [Fact]
    public void An_abandoned_child_is_posted_for_seven_days_before_the_officer_begins()
    {
        var run = Case.Start(Deploy(Birth), ("truong_hop", "bo-roi"));
        run.Complete("receive", "accept").OfType<TimerArmed>().ShouldHaveSingleItem().Rule.ShouldBe(new TimerAfter(new(0, 0, 7, 0, 0, 0), Working: false));
        run.Waiting.ShouldBe(["public-notice"]);
        run.FireTimer("public-notice");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Theory]
    [InlineData(Extract)]
    [InlineData(Birth)]
    public void A_dossier_is_refused_at_the_counter_or_by_the_officer(string key)
    {
        var run = Case.Start(Deploy(key));
        run.Complete("receive", "refuse");
        run.History[^1].ShouldBe(new InstanceCompleted("end-not-accepted", true));

        run = Case.Start(Deploy(key));
        run.Complete("receive", "accept");
        run.Complete("examine", "refuse");
        run.History[^1].ShouldBe(new InstanceCompleted("end-refused", true));
    }

    [Theory]
    [InlineData(Extract)]
    [InlineData(Birth)]
    public void A_supplement_goes_back_to_who_asked_and_a_returned_draft_to_the_officer(string key)
    {
        var run = Case.Start(Deploy(key));
        run.Complete("receive", "supplement");
        run.History.OfType<TaskCreated>().Last().Role.ShouldBe("submitter");
        run.State.Timers.Length.ShouldBe(1);
        run.Complete("supplement-at-desk", "supplemented").OfType<TimerDisarmed>().Count().ShouldBe(1);
        run.Waiting.ShouldBe(["receive"]);
        run.Complete("receive", "accept");
        run.Complete("examine", "supplement");
        run.Complete("supplement-at-officer", "supplemented");
        run.Waiting.ShouldBe(["examine"]);
        run.Complete("examine", "submit");
        if (key == Birth)
            run.Complete("outside-system", "recorded");
        run.Complete("sign", "return");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Theory]
    [InlineData(Extract, "desk")]
    [InlineData(Extract, "officer")]
    [InlineData(Birth, "desk")]
    [InlineData(Birth, "officer")]
    public void A_submitter_who_does_not_supplement_in_time_can_be_stopped(string key, string at)
    {
        var run = Late(key, at);
        run.Waiting.ShouldBe([$"supplement-at-{at}", "review-stop"]);

        run.Complete("review-stop", "stop").OfType<TaskCancelled>().ShouldHaveSingleItem().NodeId.ShouldBe($"supplement-at-{at}");
        run.History[^1].ShouldBe(new InstanceCompleted("end-stopped", true));
    }

    [Theory]
    [InlineData(Extract)]
    [InlineData(Birth)]
    public void Waiting_longer_asks_again_only_while_nothing_was_supplemented(string key)
    {
        var run = Late(key, "officer");
        run.Complete("review-stop", "continue");
        run.Waiting.ShouldBe(["supplement-at-officer", "wait-longer"]);
        run.FireTimer("wait-longer");
        run.Waiting.ShouldBe(["supplement-at-officer", "review-stop"]);

        run.Complete("review-stop", "continue");
        run.Complete("supplement-at-officer", "supplemented");
        run.FireTimer("wait-longer");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Fact]
    public void A_result_that_is_handed_over_closes_a_review_left_open()
    {
        var run = Late(Extract, "officer");
        run.Complete("supplement-at-officer", "supplemented");
        run.Complete("examine", "submit");
        run.Complete("sign", "sign");
        run.Complete("issue", "issue");
        run.Complete("hand-over", "return-result").OfType<TaskCancelled>().ShouldHaveSingleItem().NodeId.ShouldBe("review-stop");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    private static Case Late(string key, string at)
    {
        var run = Case.Start(Deploy(key));
        if (at == "officer")
        {
            run.Complete("receive", "accept");
            run.Complete("examine", "supplement");
        }
        else run.Complete("receive", "supplement");

        run.FireTimer($"{at}-supplement-late");
        return run;
    }

    private static ProcessDefinition Deploy(string key)
    {
        var reading = BpmnReader.Read(File.ReadAllBytes(RepositoryRoot.File($"province/processes/{key}.bpmn")));
        reading.Findings.ShouldBeEmpty();
        return reading.Definition.ShouldNotBeNull();
    }
}
