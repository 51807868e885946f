using VanLang.Kernel.Definitions;
using VanLang.Web.Contracts;

namespace VanLang.Designing.Sheets;

/// <summary>A field of a sheet as it is shown.</summary>
/// <param name="Name">Name of its input.</param>
/// <param name="Path">Its place in the file.</param>
public sealed record SheetPartView(string Name, string Path, SheetType Type, string Label)
{
    public string? Hint { get; init; }

    /// <summary>Language of label and hint where that is not the page's.</summary>
    public string? Lang { get; init; }

    public string? Value { get; init; }

    /// <summary>The English side.</summary>
    public string? English { get; init; }

    public bool IsOn { get; init; }

    public bool IsLong { get; init; }

    public bool IsNeeded { get; init; }

    /// <summary>Shown, not entered.</summary>
    public bool IsFound { get; init; }

    public IReadOnlyList<OptionView> Options { get; init; } = [];

    public string? Error { get; init; }

    /// <summary>Parts of a group.</summary>
    public IReadOnlyList<SheetPartView> Parts { get; init; } = [];

    /// <summary>Entries of a list.</summary>
    public IReadOnlyList<SheetRowView> Rows { get; init; } = [];

    /// <summary>A table of many rows.</summary>
    public bool IsLongTable { get; init; }

    /// <summary>Its rows as a spreadsheet takes them.</summary>
    public string Copied { get; init; } = "";

    /// <summary>Heads of a table.</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];

    /// <summary>What comes of an entry can be entered by itself.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>An entry of a list.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="IsOpen">Its fields are shown.</param>
/// <param name="Faults">How many findings lie in it.</param>
public sealed record SheetRowView(string Path, string Title, bool IsOpen, int Faults, IReadOnlyList<SheetPartView> Parts);
