namespace VanLang.Forms.Contracts;

/// <summary>A file that the application keeps for a draft.</summary>
/// <param name="Id">Id of the file; the remove button posts it.</param>
/// <param name="Field">Key of the slot it was put into.</param>
/// <param name="Name">File name as its owner gave it.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Href">Where it opens, or null.</param>
public sealed record UploadedFile(string Id, string Field, string Name, long Bytes, string? Href = null);
