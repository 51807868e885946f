namespace VanLang.Rules.Contracts;

/// <summary>All that an evaluation may read.</summary>
/// <param name="Variables">
/// Values by name: null, bool, int, long, decimal, <see cref="FeelNumber"/>, string, DateOnly, TimeOnly, DateTime (local, without offset), DateTimeOffset,
/// TimeSpan (days and time duration), <see cref="YearsMonthsDuration"/>, <see cref="FeelRange"/>, lists (<c>IReadOnlyList&lt;object?&gt;</c>),
/// contexts (<c>IReadOnlyDictionary&lt;string, object?&gt;</c>) and System.Text.Json elements or nodes
/// (object to context, array to list, number to <see cref="FeelNumber"/>; a string stays a string).
/// </param>
/// <param name="Now">What <c>now()</c> gives; its local date is <c>today()</c>, so pass it in the offset of the place (Asia/Ho_Chi_Minh).</param>
/// <param name="Input">The tested value <c>?</c> of unary tests.</param>
public sealed record FeelScope(IReadOnlyDictionary<string, object?> Variables, DateTimeOffset Now, object? Input = null);
