using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;

namespace VanLang.Platform.Tests.Processes.Shell;

/// <summary>What the state of an instance says and what the tables for queries say must be the same.</summary>
internal static class ProcessInvariants
{
    public static async Task Hold(VanLangDbContext db)
    {
        List<string> states = [], projections = [];
        foreach (ProcessInstance instance in await db.Set<ProcessInstance>().ToListAsync())
        {
            InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
            state.Revision.ShouldBe(instance.Revision);
            state.Phase.ShouldBe(InstancePhase.Running);
            ProcessDefinition definition = await Definition(db, instance.Version);
            foreach (Token token in state.Tokens.Where(token => token.Incident is null && state.Loops.All(loop => loop.TokenId != token.Id)))
            {
                if (definition.FindNode(token.NodeId)!.Kind is NodeKind.UserTask)
                    states.Add($"work {instance.Id} {token.Id} {token.NodeId}");
            }

            states.AddRange(state.Timers.Select(timer => $"timer {instance.Id} {timer.Id}"));
        }

        foreach (WorkItem item in await db.Set<WorkItem>().ToListAsync())
            projections.Add($"work {item.InstanceId} {item.TaskId} {item.NodeId}");
        foreach (Job job in await db.Set<Job>().Where(job => job.Kind == TimerJob.JobKind).ToListAsync())
        {
            using JsonDocument payload = JsonDocument.Parse(job.Payload);
            job.Lane.ShouldBe(payload.RootElement.GetProperty("InstanceId").GetString());
            projections.Add($"timer {job.Lane} {payload.RootElement.GetProperty("TimerId").GetInt64()}");
        }

        projections.ShouldBe(states, ignoreOrder: true);
        foreach (EndedProcess ended in await db.Set<EndedProcess>().ToListAsync())
        {
            InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(ended.State));
            (state.HasEnded, state.Tokens.Length, state.Timers.Length, state.Subscriptions.Length, state.Revision).ShouldBe((true, 0, 0, 0, ended.Revision));
        }
    }

    static async Task<ProcessDefinition> Definition(VanLangDbContext db, string version)
    {
        string content = await db.Set<Definition>().Where(definition => definition.Version == version).Select(definition => definition.Content).FirstAsync();
        return BpmnReader.Read(Encoding.UTF8.GetBytes(content)).Definition.ShouldNotBeNull();
    }
}
