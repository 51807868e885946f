using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Successions;

/// <summary>Expected failures where work goes to a successor; messages stand in <see cref="SuccessionTexts"/>.</summary>
static class SuccessionErrors
{
    /// <summary>There is no such agency, or it has not ended.</summary>
    public static readonly ErrorCode NotEnded = new("SUCCESSION-NOT-ENDED", 404, typeof(SuccessionTexts));

    /// <summary>The data name nobody who took over.</summary>
    public static readonly ErrorCode NoSuccessor = new("SUCCESSION-NO-SUCCESSOR", 409, typeof(SuccessionTexts));

    /// <summary>Work of this agency is being moved already.</summary>
    public static readonly ErrorCode Running = new("SUCCESSION-RUNNING", 409, typeof(SuccessionTexts));

    /// <summary>The chosen agency is none of those that took over, or what was chosen for is no open work of the ended one.</summary>
    public static readonly ErrorCode WrongChoice = new("SUCCESSION-WRONG-CHOICE", 422, typeof(SuccessionTexts));

    /// <summary>Nothing of it can be brought back.</summary>
    public static readonly ErrorCode NothingToUndo = new("SUCCESSION-NOTHING-TO-UNDO", 409, typeof(SuccessionTexts));
}
