using VanLang.Kernel.Errors;

namespace VanLang.Designing;

/// <summary>What an act at the designers' desk may be refused for.</summary>
static class DesigningErrors
{
    public static readonly ErrorCode NotFound = Code("DESIGN-NOT-FOUND", 404);

    public static readonly ErrorCode TitleMissing = Code("DESIGN-TITLE", 422);

    /// <summary>Handed in, in force or discarded: nothing is written in it any longer.</summary>
    public static readonly ErrorCode Closed = Code("DESIGN-CLOSED", 409);

    /// <summary>Not a name of letters, digits, dot and hyphen.</summary>
    public static readonly ErrorCode KeyBad = Code("DESIGN-KEY", 422);

    /// <summary>There is no published definition of this key to begin from.</summary>
    public static readonly ErrorCode NothingToCopy = Code("DESIGN-NOTHING-TO-COPY", 422);

    /// <summary>The change has this file already.</summary>
    public static readonly ErrorCode FileThere = Code("DESIGN-FILE-THERE", 409);

    /// <summary>Somebody else saved in between; {0} who, {1} when.</summary>
    public static readonly ErrorCode SavedBefore = Code("DESIGN-SAVED-BEFORE", 409);

    /// <summary>More than {0} characters.</summary>
    public static readonly ErrorCode TooLong = Code("DESIGN-TOO-LONG", 422);

    /// <summary>Writing would be lost, and nobody has said that it may.</summary>
    public static readonly ErrorCode NotSure = Code("DESIGN-NOT-SURE", 422);

    public static readonly ErrorCode NoFiles = Code("DESIGN-NO-FILES", 422);

    /// <summary>{0} findings stand.</summary>
    public static readonly ErrorCode Faulty = Code("DESIGN-FAULTY", 422);

    /// <summary>Not after today.</summary>
    public static readonly ErrorCode FirstDayPast = Code("DESIGN-FIRST-DAY", 422);

    /// <summary>Who wrote in it, or handed it in, does not approve it.</summary>
    public static readonly ErrorCode OwnWork = Code("DESIGN-OWN-WORK", 403);

    static ErrorCode Code(string code, int status) => new(code, status, typeof(DesigningRoom));
}
