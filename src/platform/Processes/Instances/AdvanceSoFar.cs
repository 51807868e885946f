using VanLang.Processes.Contracts;

namespace VanLang.Processes.Instances;

/// <summary>What an operation has changed so far, over all steps of an instance and of those that call it or that it calls.</summary>
sealed class AdvanceSoFar
{
    readonly List<WorkItem> opened = [];
    bool ended;
    string? endNodeId;

    public void Take(StepRows rows)
    {
        opened.RemoveAll(item => rows.Closed.Any(closed => closed.WorkItemId == item.Id));
        opened.AddRange(rows.Opened);
        // A called process is no case of its own: the case ends with the one that nobody called.
        if (rows.Instance.ParentId is null && rows.Step.State.HasEnded)
            (ended, endNodeId) = (true, rows.EndNodeId);
    }

    public ProcessAdvance Whole(bool byTimer) => new(opened, ended, endNodeId) { ByTimer = byTimer };
}
