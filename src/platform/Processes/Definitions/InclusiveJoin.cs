using System.Collections;
using System.Collections.Immutable;

namespace VanLang.Processes.Definitions;

/// <summary>
/// What an inclusive gateway must know to join (BPMN 2.0.2, 13.4.3): from which nodes a token could still come over which incoming flow,
/// on a way that does not visit the gateway itself. Computed once for a version.
/// </summary>
internal sealed class InclusiveJoin
{
    private readonly BitArray[] reach;

    public InclusiveJoin(ProcessNode gateway, ImmutableArray<ProcessNode> nodes, ImmutableArray<SequenceFlow> flows)
    {
        Gateway = gateway;
        reach = new BitArray[gateway.Incoming.Length];
        for (var i = 0; i < reach.Length; i++)
        {
            var from = reach[i] = new BitArray(nodes.Length);
            var open = new Stack<int>([flows[gateway.Incoming[i]].Source]);
            while (open.TryPop(out var index))
            {
                if (index == gateway.Index || from[index]) continue;
                from[index] = true;
                foreach (var flow in nodes[index].Incoming) open.Push(flows[flow].Source);
                if (nodes[index].AttachedTo >= 0) open.Push(nodes[index].AttachedTo);
            }
        }
    }

    public ProcessNode Gateway { get; }

    /// <summary>Whether a token at a node could come over an incoming flow, named by its place among them.</summary>
    public bool CanCome(int node, int incoming) => reach[incoming][node];
}
