using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law;

/// <summary>
/// What the law lays down of each procedure as tables: who decides it, how long it may take, what it costs. They stand in one decision,
/// <c>thu-tuc-CODE</c>, and nowhere else; the version in force on the day of the fact counts.
/// </summary>
sealed class ProcedureLaw(DecisionLibrary decisions)
{
    const string Prefix = "thu-tuc-";

    /// <summary>Key of the decision of a procedure.</summary>
    public static string KeyOf(string procedureCode) => Prefix + procedureCode;

    /// <summary>Code of the procedure that a decision belongs to; null for a decision of something else.</summary>
    public static string? ProcedureOf(string decisionKey) => decisionKey.StartsWith(Prefix, StringComparison.Ordinal) ? decisionKey[Prefix.Length..] : null;

    /// <summary>The law of a day; null where nothing is laid down for the procedure then.</summary>
    public async Task<LawOfDay?> On(string procedureCode, DateOnly day, CancellationToken cancellationToken) =>
        await decisions.FindAny(KeyOf(procedureCode), day, cancellationToken) is { } rule ? new(rule.Model, rule.Key, rule.Version, day) { ValidFrom = rule.ValidFrom } : null;
}
