using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Expected failures of a rehearsal; messages stand in <see cref="RehearsalTexts"/>.</summary>
static class RehearsalErrors
{
    public static readonly ErrorCode NotFound = new("REHEARSAL-NOT-FOUND", 404, typeof(RehearsalTexts));

    /// <summary>One of the two days is missing, the last lies before the first, or the period has not begun.</summary>
    public static readonly ErrorCode PeriodWrong = new("REHEARSAL-PERIOD", 422, typeof(RehearsalTexts));

    /// <summary>The change holds nothing that a dossier is decided by. </summary>
    public static readonly ErrorCode NothingToPlay = new("REHEARSAL-NOTHING", 422, typeof(RehearsalTexts));

    /// <summary>A file cannot be read yet. Argument: its code.</summary>
    public static readonly ErrorCode FileFaulty = new("REHEARSAL-FAULTY", 422, typeof(RehearsalTexts));

    /// <summary>It has ended already.</summary>
    public static readonly ErrorCode Ended = new("REHEARSAL-ENDED", 409, typeof(RehearsalTexts));
}
