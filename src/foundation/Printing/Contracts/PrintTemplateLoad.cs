namespace VanLang.Printing.Contracts;

/// <summary>What came of reading a template: the template, or every fault that was found in it.</summary>
/// <param name="Template">The template, null when there is a problem.</param>
/// <param name="Problems">All faults, empty when the template is good.</param>
public sealed record PrintTemplateLoad(PrintTemplate? Template, IReadOnlyList<PrintProblem> Problems);

/// <summary>A fault in a template file.</summary>
/// <param name="File">File as the caller named it.</param>
/// <param name="Path">Place in the file: <c>$.blocks[3].columns[0].text</c>.</param>
/// <param name="Code">Stable code: <c>printing.unknown-property</c>.</param>
/// <param name="Reason">What is wrong, in the current UI language.</param>
public sealed record PrintProblem(string File, string Path, string Code, string Reason);
