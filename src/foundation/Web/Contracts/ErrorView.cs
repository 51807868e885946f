namespace VanLang.Web.Contracts;

/// <summary>One thing to correct on a form.</summary>
/// <param name="FieldId">Id of the input to jump to (<see cref="Contracts.FieldId.From"/> of its name); null when no single input is meant.</param>
/// <param name="Message">What to do, as a sentence in the page's language.</param>
public sealed record ErrorView(string? FieldId, string Message);
