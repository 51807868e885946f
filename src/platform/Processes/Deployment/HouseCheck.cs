using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>
/// What the engine executes but the house cannot carry out yet, because nothing delivers the message, asks the service or starts the other process.
/// It is refused at import: nothing is deployed and then does nothing. This is the one list of it.
/// </summary>
internal static class HouseCheck
{
    public static IEnumerable<ProcessFinding> Run(ProcessDefinition definition) =>
        from node in definition.Nodes
        let what = NotCarriedOut(node)
        where what is not null
        select new ProcessFinding(FindingCodes.NotCarriedOut, FindingSeverity.Error, node.Id, node.Name, node.Line, 0) { Arguments = [what] };

    private static string? NotCarriedOut(ProcessNode node) => node switch
    {
        { Kind: NodeKind.ServiceTask } => "serviceTask",
        { Kind: NodeKind.BusinessRuleTask } => "businessRuleTask",
        { Kind: NodeKind.CallActivity } => "callActivity",
        { Kind: NodeKind.SendTask } => "sendTask",
        { Kind: NodeKind.ReceiveTask } => "receiveTask",
        { Event: MessageEvent } => "messageEventDefinition",
        { Event: SignalEvent } => "signalEventDefinition",
        { Kind: NodeKind.StartEvent, Event: TimerEvent, Scope: < 0 } => "timerEventDefinition",
        { Timer.Kind: TimerKind.Cycle } => "timeCycle",
        _ => null,
    };
}
