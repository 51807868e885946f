using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Results.Copies;

/// <summary>Expected failures of certifying a copy.</summary>
static class CopyErrors
{
    /// <summary>No original was chosen, or it is none of this dossier.</summary>
    public static readonly ErrorCode NoSource = new("COPY-NO-SOURCE", 422, typeof(SigningTexts));

    /// <summary>The clerk has not said that the scan was compared with the original.</summary>
    public static readonly ErrorCode NotCompared = new("COPY-NOT-COMPARED", 422, typeof(SigningTexts));

    /// <summary>The fee was not paid: a copy is the citizen's at once.</summary>
    public static readonly ErrorCode Unpaid = new("COPY-UNPAID", 422, typeof(SigningTexts));

    /// <summary>What was typed is no page.</summary>
    public static readonly ErrorCode PageWrong = new("COPY-PAGE-WRONG", 422, typeof(SigningTexts));

    /// <summary>The page has no free place. Arguments: the page, pages that have one.</summary>
    public static readonly ErrorCode NoPlace = new("COPY-NO-PLACE", 422, typeof(SigningTexts));

    /// <summary>No page has a free place.</summary>
    public static readonly ErrorCode NoPlaceAtAll = new("COPY-NO-PLACE-AT-ALL", 422, typeof(SigningTexts));

    /// <summary>A signed file gets no further sheet.</summary>
    public static readonly ErrorCode NoSheet = new("COPY-NO-SHEET", 422, typeof(SigningTexts));

    /// <summary>The file cannot be signed, or earlier signatures would not stay what they are. Argument: why.</summary>
    public static readonly ErrorCode Refused = new("COPY-REFUSED", 422, typeof(SigningTexts));
}
