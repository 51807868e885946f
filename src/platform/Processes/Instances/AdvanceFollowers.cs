using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;

namespace VanLang.Processes.Instances;

/// <summary>Lets the rooms that own subjects follow what timers, messages, signals and services did to their processes.</summary>
sealed class AdvanceFollowers(IEnumerable<ProcessObserver> observers)
{
    public Task Follow(Work work, ProcessInstance instance, ProcessAdvance advance, CancellationToken cancellationToken) =>
        Follow(work, new Subject(instance.SubjectKind, instance.SubjectId), advance, cancellationToken);

    public async Task Follow(Work work, Subject subject, ProcessAdvance advance, CancellationToken cancellationToken)
    {
        foreach (ProcessObserver observer in observers.Where(observer => observer.SubjectKind == subject.Kind))
            await observer.Advanced(work, subject, advance, cancellationToken);
    }

    /// <summary>Tells what an operator did.</summary>
    public void Tell(Work work, Subject subject, OperatorAct act)
    {
        foreach (ProcessObserver observer in observers.Where(observer => observer.SubjectKind == subject.Kind))
            observer.Operated(work, subject, act);
    }
}
