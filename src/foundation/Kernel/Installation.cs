namespace VanLang.Kernel;

/// <summary>What kind of installation this is.</summary>
/// <param name="IsDemonstration">True where invented people, keys and accounts stand in for real ones: everything printed says so.</param>
/// <param name="AsOfDay">The day the program runs as of, where it is not today (demonstration only).</param>
public sealed record Installation(bool IsDemonstration, DateOnly? AsOfDay);
