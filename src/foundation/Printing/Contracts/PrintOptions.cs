namespace VanLang.Printing.Contracts;

/// <summary>What the caller knows about the file to be made. The same template, data and options give the same bytes.</summary>
/// <param name="CreatedAt">Written into the file as its creation and change time; no clock is read.</param>
/// <param name="Title">Title of the file, shown by readers in the title bar.</param>
/// <param name="Language">Language of the text as BCP 47, for screen readers: <c>vi-VN</c>.</param>
/// <param name="Demonstration">
/// When true every page says "MÔ PHỎNG – không có giá trị pháp lý". True for everything that a demonstration installation prints.
/// </param>
public sealed record PrintOptions(DateTimeOffset CreatedAt, string Title, string Language = "vi-VN", bool Demonstration = false);
