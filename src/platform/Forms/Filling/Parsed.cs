using VanLang.Forms.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>What was posted for a field.</summary>
/// <param name="Value">Typed value that keeps the field's own rules, or null for none.</param>
/// <param name="Violation">What is wrong with it; then there is no value.</param>
/// <param name="Input">Id of the input at fault, or null for the first.</param>
internal readonly record struct Parsed(AnswerValue? Value, Violation? Violation = null, string? Input = null);
