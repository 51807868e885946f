namespace VanLang.Forms.Contracts;

/// <summary>A filled form in a shape that a print template takes: plain texts in one language.</summary>
/// <param name="Title">Title of the form.</param>
/// <param name="Version">Version id of the schema.</param>
/// <param name="Mark">Mark to print ("Chưa kiểm chứng"), or null.</param>
/// <param name="Sections">One for each page that was to be filled.</param>
/// <param name="Values">Text by field key, for templates with places of their own; an unanswered or hidden field has the empty text.</param>
public sealed record FormPrintData(string Title, string Version, string? Mark, IReadOnlyList<PrintSection> Sections, IReadOnlyDictionary<string, string> Values);

/// <summary>A part of the printed form.</summary>
/// <param name="Page">Key of the page.</param>
/// <param name="Title">Heading.</param>
/// <param name="Rows">What was asked and answered.</param>
public sealed record PrintSection(string Page, string Title, IReadOnlyList<PrintRow> Rows);

/// <summary>A question with its answer.</summary>
/// <param name="Key">Key of the field.</param>
/// <param name="Label">Question.</param>
/// <param name="Value">Answer, empty if there is none; of a slot for files their names, one a line.</param>
/// <param name="IsOurs">The question is ours; the official form does not have it.</param>
public sealed record PrintRow(string Key, string Label, string Value, bool IsOurs);
