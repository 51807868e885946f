namespace VanLang.Web.Contracts;

/// <summary>A file that is already kept.</summary>
/// <param name="Name">File name as its owner gave it.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Href">Where it opens, or null.</param>
/// <param name="RemoveValue">Value that the remove button posts, or null when it cannot be removed.</param>
public sealed record FileView(string Name, long Bytes, string? Href = null, string? RemoveValue = null);
