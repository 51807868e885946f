using VanLang.Kernel.Import;

namespace VanLang.Directory.People;

/// <summary><c>province/titles.json</c>: what titles of positions are called in English.</summary>
sealed record TitleFile(string? Title, IReadOnlyList<TitleRow> Titles);

/// <summary>A title as positions hold it, with its English name.</summary>
sealed record TitleRow([property: ImportKey] string Title, string TitleEn, string Source, bool Verified, string? Label);
