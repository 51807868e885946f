using System.Globalization;
using System.Resources;

namespace VanLang.Ledger.Contracts;

/// <summary>Something that stands in the way of the log outside.</summary>
/// <param name="Concerns"><c>signing</c>, <c>time-stamp</c>, or <c>witness NAME</c>.</param>
/// <param name="Code">Stable code; key of the sentence.</param>
/// <param name="Detail">Figures, or what the other side said; English.</param>
/// <param name="Since">Since when.</param>
public sealed record LedgerProblem(string Concerns, string Code, string Detail, DateTimeOffset Since)
{
    static readonly ResourceManager Texts = new("VanLang.Ledger.Resources.ProblemTexts", typeof(LedgerProblem).Assembly);

    /// <summary>Whether somebody may have exchanged or altered the log.</summary>
    public bool IsAlarming => Code is "shorter" or "other" or "damaged" or "witness-ahead" or "witness-other";

    /// <summary>The matter in a sentence, in the language asked for.</summary>
    public string Text(CultureInfo language) => string.Format(CultureInfo.InvariantCulture, Texts.GetString(Code, language) ?? Code, Concerns, Detail);
}
