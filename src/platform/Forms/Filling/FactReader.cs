using System.Collections.Frozen;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>Turns answers into facts by the names that fields give under <c>prefill</c>, and facts into offers for another form.</summary>
internal static class FactReader
{
    /// <summary>What the answers of a form tell under the names of facts; rows with the names of their own facts as keys.</summary>
    public static IReadOnlyDictionary<string, AnswerValue> Known(FormSchema form, FormAnswers answers)
    {
        var facts = new Dictionary<string, AnswerValue>(StringComparer.Ordinal);
        foreach (var field in form.Order)
            if (field.PrefillFrom is { } name && answers[field.Key] is { } answer && Value(field, answer) is { } value)
                facts.TryAdd(name, value);
        return facts;
    }

    /// <summary>What is offered to fields that name a fact. A value that breaks a rule of its field is not offered.</summary>
    public static FormPrefill Offers(FormSchema form, IReadOnlyDictionary<string, KnownFact> known) =>
        new((from field in form.Order
             where field is { PrefillFrom: not null, IsComputed: false } && known.ContainsKey(field.PrefillFrom)
             let fact = known[field.PrefillFrom!]
             let value = Fitting(field, fact.Value)
             where value is not null
             select KeyValuePair.Create(field.Key, new PrefillOffer(field.PrefillFrom!, value, fact.From))).ToFrozenDictionary(StringComparer.Ordinal));

    private static AnswerValue? Value(SchemaField field, AnswerValue answer)
    {
        if (field.Row is not { } row)
            return answer;
        return answer is RowsAnswer { Rows.Count: > 0 } list
            ? new RowsAnswer([.. list.Rows.Select(given => FormAnswers.None.With(Known(row, given).Select(fact => KeyValuePair.Create(fact.Key, (AnswerValue?)fact.Value))))])
            : null;
    }

    private static AnswerValue? Fitting(SchemaField field, AnswerValue value)
    {
        if (field.Row is not { } row)
            return FieldParser.Adapt(field, value) is var adapted && FieldRules.Check(field, adapted, day: null) is null ? adapted : null;
        if (value is not RowsAnswer list)
            return null;
        var rows = list.Rows.Take(field.MaxRows)
            .Select(facts => Offers(row, facts.Values.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Key, fact => new KnownFact(fact.Value!), StringComparer.Ordinal)))
            .Where(offers => offers.Offers.Count > 0)
            .Select(offers => FormAnswers.None.With(offers.Offers.Select(offer => KeyValuePair.Create(offer.Key, (AnswerValue?)offer.Value.Value))))
            .ToList();
        return rows.Count == 0 ? null : new RowsAnswer(rows);
    }
}
