namespace VanLang.Web.Contracts;

/// <summary>One choice of a radio group, check-box group or select.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">A sentence under the choice, or null. Not shown by a select.</param>
/// <param name="Group">Heading under which a select lists the choice, or null.</param>
/// <param name="Disabled">Shown but not to be chosen.</param>
/// <param name="Lang">Language of the text where it is not that of the field (data without translation: <c>vi</c>).</param>
public sealed record OptionView(string Value, string Text, string? Hint = null, string? Group = null, bool Disabled = false, string? Lang = null);
