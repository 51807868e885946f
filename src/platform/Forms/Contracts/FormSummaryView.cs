using VanLang.Web.Contracts;

namespace VanLang.Forms.Contracts;

/// <summary>All answers for a last look, in the reader's language. Made by <see cref="FormSchema.SummaryView"/>.</summary>
/// <param name="Sections">One for each page that is to be filled.</param>
/// <param name="Errors">What is still to be put right, each with the way there.</param>
/// <param name="Doubts">Contradictions that were confirmed, as they were said.</param>
public sealed record FormSummaryView(IReadOnlyList<SummarySectionView> Sections, IReadOnlyList<LinkView> Errors, IReadOnlyList<string> Doubts);

/// <summary>The answers of a page.</summary>
/// <param name="Page">Key of the page.</param>
/// <param name="Title">Heading.</param>
/// <param name="Lang"><c>vi</c> where the heading has no translation for the reader.</param>
/// <param name="Rows">Questions and answers.</param>
public sealed record SummarySectionView(string Page, string Title, string? Lang, IReadOnlyList<SummaryRowView> Rows);

/// <summary>A question with its answer.</summary>
/// <param name="Key">Key of the field.</param>
/// <param name="Label">Question.</param>
/// <param name="Lang"><c>vi</c> where the question has no translation.</param>
/// <param name="Value">Answer, empty for none.</param>
/// <param name="ValueLang"><c>vi</c> where the answer is Vietnamese text for a reader of English.</param>
/// <param name="ChangeHref">Address of the input, or null.</param>
/// <param name="Files">Files of a slot.</param>
public sealed record SummaryRowView(string Key, string Label, string? Lang, string Value, string? ValueLang, string? ChangeHref, IReadOnlyList<FileView> Files);
