namespace VanLang.Forms.Contracts;

/// <summary>Answers that sources outside the form offer. They become answers only when the person sends the page they stand on.</summary>
/// <param name="Offers">Offer by field key.</param>
public sealed record FormPrefill(IReadOnlyDictionary<string, PrefillOffer> Offers)
{
    /// <summary>No offers.</summary>
    public static FormPrefill None { get; } = new(new Dictionary<string, PrefillOffer>());
}

/// <summary>One offered answer.</summary>
/// <param name="Source">Name of the source, <c>person.fullName</c>; what stands before the first dot says whose mark is shown.</param>
/// <param name="Value">The answer; it keeps the field's rules.</param>
public sealed record PrefillOffer(string Source, AnswerValue Value);
