using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

/// <summary>WorkflowCore 131, 1028, 867, 1284: pointers that are never pruned, and steps that become slower with every round.</summary>
public sealed class LongLoopTests
{
    [Fact]
    public void Ten_thousand_rounds_of_a_loop_leave_the_state_as_small_as_after_the_first()
    {
        ProcessDefinition definition = Deploy("<startEvent id=\"s\"/><endEvent id=\"e\"/>" + Task("a") + "<exclusiveGateway id=\"x\" default=\"back\"/>"
            + Flow("f", "s", "a") + Flow("g", "a", "x") + Flow("back", "x", "a") + Flow("out", "x", "e", "stop = true"));
        InstanceState state = ProcessEngine.Advance(definition, InstanceState.New(definition), new StartInstance(default, Nothing)).State;
        int early = 0;
        for (int round = 1; round <= 10_000; round++)
        {
            state = ProcessEngine.Advance(definition, state, new CompleteTask(default, state.Tokens.ShouldHaveSingleItem().Id, null, Nothing)).State;
            if (round == 100)
                early = state.ToJson().Length;
        }

        // What a step costs follows the state alone. Only its numbers have grown: two digits each of revision, next id and token.
        state.ToJson().Length.ShouldBeLessThanOrEqualTo(early + 6);
    }

    static Dictionary<string, object?> Nothing => [];
}
