using System.Text;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Modifications;

/// <summary>Carries a modification out, where it fits the instance as it stands.</summary>
sealed class Modification(InstanceSteps steps, DefinitionStore definitions, AdvanceFollowers followers)
{
    /// <summary>Why it does not fit; null where it does. Nothing is changed.</summary>
    public async Task<Failure?> Check(Work work, ProcessInstance instance, ModificationPlan plan)
    {
        if (plan.IsNothing)
            return ProcessErrors.ModificationIsNothing;
        ProcessDefinition definition = await definitions.Process(instance.DefinitionKey, instance.Version);
        ProcessStep step = ProcessEngine.Advance(definition, InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State)), Trigger(work, plan));
        // A case does not end because nothing is left in it: it is cancelled, or brought to one of its ends.
        if (step.Effects.OfType<InstanceCompleted>().Any(ended => ended.EndNodeId.Length == 0))
            return ProcessErrors.ModificationLeavesNothing;
        return step.Outcome == StepOutcome.Advanced ? null : (Failure)ProcessErrors.ModificationDoesNotFit;
    }

    public async Task<Failure?> Carry(Work work, ProcessInstance instance, ModificationPlan plan, CancellationToken cancellationToken)
    {
        if (await Check(work, instance, plan) is { } failure)
            return failure;
        Outcome<ProcessAdvance> advance = await steps.Tell(work, instance, "process.modified", Trigger(work, plan), cancellationToken);
        if (!advance.Succeeded)
            return advance.Failure;
        await followers.Follow(work, instance, advance.Value with { ByOperator = true }, cancellationToken);
        return null;
    }

    static ModifyInstance Trigger(Work work, ModificationPlan plan) => new(
        VietnamTime.ToLocal(work.Now), plan.Cancel, plan.StartBefore, plan.Data.ToDictionary(value => value.Key, value => (object?)value.Value)) { StartAfter = plan.StartAfter };
}
