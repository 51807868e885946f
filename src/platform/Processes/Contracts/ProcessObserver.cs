using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Processes.Contracts;

/// <summary>Lets the room that owns a subject follow what a timer, message, signal or service did to its process, in the same transaction.</summary>
public abstract class ProcessObserver
{
    /// <summary>Subject kind it follows.</summary>
    public abstract string SubjectKind { get; }

    public abstract Task Advanced(Work work, Subject subject, ProcessAdvance advance, CancellationToken cancellationToken);

    /// <summary>An operator acted on the process; who and why, the operation says.</summary>
    public virtual void Operated(Work work, Subject subject, OperatorAct act)
    {
    }
}
