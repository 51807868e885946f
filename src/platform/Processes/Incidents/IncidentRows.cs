using VanLang.Kernel.Operations;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Incidents;

/// <summary>What a step changes about incidents: read from the states before and after it, as an incident can end in many ways.</summary>
/// <param name="Closed">Tokens that stood before the step and do not after it.</param>
sealed record IncidentRows(IReadOnlyList<ProcessIncident> Opened, IReadOnlyList<long> Closed)
{
    static readonly IncidentRows None = new([], []);

    public static IncidentRows Of(Work work, ProcessInstance instance, InstanceState before, ProcessDefinition definition, ProcessStep step)
    {
        List<Token> stood = Standing(before), stand = Standing(step.State);
        if (stood.Count == 0 && stand.Count == 0)
            return None;
        // What stands for another reason than before, or again after a try, is an incident of its own.
        ILookup<long, IncidentRaised> raised = step.Effects.OfType<IncidentRaised>().Where(incident => incident.TokenId is not null).ToLookup(incident => incident.TokenId!.Value);
        return new(
            [.. stand.Where(token => raised.Contains(token.Id)).Select(token => Row(work, instance, definition, token, raised[token.Id].Last()))],
            [.. stood.Where(token => raised.Contains(token.Id) || !stand.Exists(other => other.Id == token.Id)).Select(token => token.Id)]);
    }

    static ProcessIncident Row(Work work, ProcessInstance instance, ProcessDefinition definition, Token token, IncidentRaised raised) => new()
    {
        InstanceId = instance.Id,
        TokenId = token.Id,
        DefinitionKey = instance.DefinitionKey,
        NodeId = token.NodeId,
        NodeName = definition.FindNode(token.NodeId)!.Name,
        Kind = raised.Kind.ToString(),
        Message = raised.Message,
        SubjectKind = instance.SubjectKind,
        SubjectId = instance.SubjectId,
        AgencyId = instance.CompetentAgencyId,
        Since = work.Now,
    };

    static List<Token> Standing(InstanceState state)
    {
        List<Token> standing = [];
        foreach (Token token in state.Tokens)
        {
            if (token.Incident is not null)
                standing.Add(token);
        }

        return standing;
    }
}
