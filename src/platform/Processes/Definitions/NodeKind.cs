namespace VanLang.Processes.Definitions;

/// <summary>What a node of a process does. Everything else of BPMN is refused at deployment.</summary>
internal enum NodeKind
{
    /// <summary>Not executed. Occurs only while a file is checked, never in a definition.</summary>
    Refused,

    StartEvent,
    EndEvent,

    /// <summary>Ends the whole instance, whatever else is still open.</summary>
    TerminateEndEvent,

    /// <summary>None or manual task: passed through.</summary>
    PassTask,

    /// <summary>None intermediate throw event: passed through.</summary>
    PassEvent,

    UserTask,
    ExclusiveGateway,
    ParallelGateway,
    TimerCatchEvent,
    TimerBoundaryEvent,
}
