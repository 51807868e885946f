namespace VanLang.Forms.Contracts;

/// <summary>How far a form is filled. Hidden pages do not count.</summary>
/// <param name="Number">Place of the present page, from 1; 0 if there is none.</param>
/// <param name="Total">Number of pages to fill.</param>
/// <param name="Done">Number of pages without anything left to do.</param>
public sealed record FormProgress(int Number, int Total, int Done);
