namespace VanLang.Forms.Contracts;

/// <summary>
/// A filled form as the declaration on paper (tờ khai) that its law knows, for a print template: Vietnamese, with numbered items in the order of the form, without questions that are
/// ours. Made by <see cref="FormSchema.Declaration"/>; the same form and answers give equal data.
/// </summary>
/// <param name="Template">Print template that the form prescribes, or null for the common one.</param>
/// <param name="Data">What <c>province/templates/README.md</c> lists under <c>form</c>.</param>
public sealed record FormDeclaration(string? Template, IReadOnlyDictionary<string, object?> Data);
