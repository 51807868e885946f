namespace VanLang.Forms.Contracts;

/// <summary>Answers that sources outside the form offer. They become answers only when the person sends the page they stand on.</summary>
/// <param name="Offers">Offer by field key.</param>
public sealed record FormPrefill(IReadOnlyDictionary<string, PrefillOffer> Offers)
{
    /// <summary>No offers.</summary>
    public static FormPrefill None { get; } = new(new Dictionary<string, PrefillOffer>());
}

/// <summary>One offered answer.</summary>
/// <param name="Source">Name of the fact, <c>person.fullName</c>.</param>
/// <param name="Value">The answer; it keeps the field's rules.</param>
/// <param name="From">Where it comes from, as it is said below the field; null for what the name tells.</param>
public sealed record PrefillOffer(string Source, AnswerValue Value, LocalText? From = null);

/// <summary>What somebody knows under the name of a fact.</summary>
/// <param name="Value">The answer; of a repeated group rows whose keys are the names of the facts in them.</param>
/// <param name="From">Where it is known from ("hồ sơ H44… nộp ngày 05/09/2026"), within a sentence; null for what the name tells.</param>
public sealed record KnownFact(AnswerValue Value, LocalText? From = null);
