namespace VanLang.Processes.Definitions;

/// <summary>What a node of a process does. Everything else of BPMN is refused at deployment.</summary>
internal enum NodeKind
{
    /// <summary>Not executed. Occurs only while a file is checked, never in a definition.</summary>
    Refused,

    /// <summary>Begins a process, a sub-process or an event sub-process; the last by its <see cref="EventRule"/>.</summary>
    StartEvent,

    EndEvent,

    /// <summary>Intermediate throw event; without a rule it is passed through.</summary>
    ThrowEvent,

    /// <summary>Intermediate catch event.</summary>
    CatchEvent,

    BoundaryEvent,

    /// <summary>None or manual task: passed through.</summary>
    PassTask,

    UserTask,
    SendTask,
    ReceiveTask,
    ServiceTask,
    BusinessRuleTask,
    ScriptTask,
    CallActivity,
    SubProcess,

    /// <summary>A sub-process that its start event sets going while the scope around it is open; no flow leads to it.</summary>
    EventSubProcess,

    ExclusiveGateway,
    ParallelGateway,
    InclusiveGateway,
    EventBasedGateway,
}
