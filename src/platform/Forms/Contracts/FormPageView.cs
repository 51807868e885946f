using VanLang.Web.Contracts;

namespace VanLang.Forms.Contracts;

/// <summary>A page of a form as it is to be shown now, in the reader's language. Made by <see cref="FormSchema.PageView"/>.</summary>
/// <param name="Key">Key of the page.</param>
/// <param name="Title">Heading.</param>
/// <param name="Lang"><c>vi</c> where heading and hint have no translation for the reader, else null.</param>
/// <param name="Hint">Help under the heading, or null.</param>
/// <param name="IsTitleLabel">The heading is the label of the page's only field.</param>
/// <param name="Errors">What to put right on this page.</param>
/// <param name="Parts">What stands on it.</param>
/// <param name="NeedsRefresh">What is seen depends on answers of this page: the button "Cập nhật" is shown.</param>
/// <param name="HasFiles">The form must be sent as <c>multipart/form-data</c>.</param>
public sealed record FormPageView(
    string Key, string Title, string? Lang, string? Hint, bool IsTitleLabel, IReadOnlyList<ErrorView> Errors, IReadOnlyList<FormPartView> Parts, bool NeedsRefresh, bool HasFiles)
{
    /// <summary>The page has buttons of its own, before the one that goes on.</summary>
    internal bool HasButtons => NeedsRefresh || HasFiles || Parts.Any(HasButton);

    private static bool HasButton(FormPartView part) =>
        part is FormRowsView or FormFieldView { Place: not null } || part is FormGroupView group && group.Parts.Any(HasButton);
}

/// <summary>A part of a page.</summary>
public abstract record FormPartView
{
    private protected FormPartView()
    {
    }
}

/// <summary>A text to read.</summary>
/// <param name="Blocks">Paragraphs and lists in order.</param>
/// <param name="Lang">As in <see cref="FormPageView"/>.</param>
public sealed record FormTextView(IReadOnlyList<TextBlockView> Blocks, string? Lang) : FormPartView;

/// <summary>A paragraph, or the entries of a list.</summary>
/// <param name="Lines">One text, or one for each entry.</param>
/// <param name="IsList">Whether it is a list.</param>
public sealed record TextBlockView(IReadOnlyList<string> Lines, bool IsList);

/// <summary>Parts under a heading of their own.</summary>
/// <param name="Label">Heading, or null.</param>
/// <param name="Lang">As in <see cref="FormPageView"/>.</param>
/// <param name="Parts">What is in it.</param>
public sealed record FormGroupView(string? Label, string? Lang, IReadOnlyList<FormPartView> Parts) : FormPartView;

/// <summary>A repeated group.</summary>
/// <param name="Key">Key; begins the names of its inputs.</param>
/// <param name="Label">Heading.</param>
/// <param name="RowName">What one row is called.</param>
/// <param name="Rows">The rows that are shown.</param>
public sealed record FormRowsView(string Key, string Label, string RowName, IReadOnlyList<FormRowView> Rows) : FormPartView
{
    /// <summary>As in <see cref="FormPageView"/>.</summary>
    public string? Lang { get; init; }

    /// <summary>Help, or null.</summary>
    public string? Hint { get; init; }

    /// <summary>Why it is asked, or null.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>What to put right in the group as a whole, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Another row may be added.</summary>
    public bool TakesMore { get; init; }

    /// <summary>A row may be taken away.</summary>
    public bool TakesFewer { get; init; }
}

/// <summary>A row of a repeated group.</summary>
/// <param name="Title">"Con 2".</param>
/// <param name="Parts">What stands in it, with the input names of the page.</param>
public sealed record FormRowView(string Title, IReadOnlyList<FormPartView> Parts);

/// <summary>What is shown of a place beside what was typed.</summary>
/// <param name="Options">Units that were found, with what became of each; the chosen one among them.</param>
/// <param name="Chosen">Code of the chosen one, or null.</param>
/// <param name="Note">What the search came to, where that is not seen; or null.</param>
/// <param name="FindHint">As of which day names are looked for.</param>
public sealed record PlaceView(IReadOnlyList<OptionView> Options, string? Chosen, string? Note, string FindHint);

/// <summary>A field.</summary>
/// <param name="Key">Key; the name of its input.</param>
/// <param name="Type">What it takes.</param>
/// <param name="Kind">Closer meaning.</param>
/// <param name="Label">Question.</param>
public sealed record FormFieldView(string Key, FieldType Type, FieldKind Kind, string Label) : FormPartView
{
    /// <summary>As in <see cref="FormPageView"/>.</summary>
    public string? Lang { get; init; }

    /// <summary>Help, with the mark of a prefilled value; or null.</summary>
    public string? Hint { get; init; }

    /// <summary>Why it is asked: article and decree; or null.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>What to put right, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Id of the input at fault, or null.</summary>
    public string? ErrorInputId { get; init; }

    /// <summary>Which inputs of a date are wrong.</summary>
    public DateInputs Wrong { get; init; }

    /// <summary>Of a doubt: what is doubted; else null.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether an answer is needed.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Shown as text, not to be changed: computed.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Text of a fixed field.</summary>
    public string? FixedText { get; init; }

    /// <summary>What the inputs hold, by name: as typed, else the answer, else the offer.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Of a place: what was found for it; else null.</summary>
    public PlaceView? Place { get; init; }

    /// <summary>Choices; of an address the communes.</summary>
    public IReadOnlyList<OptionView> Options { get; init; } = [];

    /// <summary>A number may have decimal places.</summary>
    public bool HasDecimals { get; init; }

    /// <summary>HTML autocomplete token, or null.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Files kept in the slot.</summary>
    public IReadOnlyList<FileView> Files { get; init; } = [];

    /// <summary>Accepted endings without dot.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Greatest size of a file in bytes.</summary>
    public long MaxBytes { get; init; }

    /// <summary>Several files may be chosen at once.</summary>
    public bool TakesSeveralFiles { get; init; }

    /// <summary>Another file may be added.</summary>
    public bool TakesMoreFiles { get; init; }
}
