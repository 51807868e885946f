using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Desk;

/// <summary>Expected failures of the desk's own pages.</summary>
static class DeskErrors
{
    /// <summary>The leader has not said that the result was read.</summary>
    public static readonly ErrorCode NotRead = new("ONESTOP-NOT-READ", 422, typeof(DeskTexts));

    /// <summary>Who refuses a dossier has not said that reason and legal basis were looked over.</summary>
    public static readonly ErrorCode NotSure = new("ONESTOP-NOT-SURE", 422, typeof(DeskTexts));

    /// <summary>A search cannot be kept without a name, or without anything that it asks for.</summary>
    public static readonly ErrorCode FilterNameMissing = new("ONESTOP-FILTER-NAME-MISSING", 422, typeof(DeskTexts));
}
