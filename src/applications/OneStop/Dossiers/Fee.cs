using VanLang.OneStop.Law;

namespace VanLang.OneStop.Dossiers;

/// <summary>What a dossier costs and why.</summary>
/// <param name="Amount">Whole đồng; null where it cannot be told yet from the answers.</param>
sealed record Fee(decimal? Amount, string? Decision, string? Version, IReadOnlyList<RulingRow>? Rules, DateOnly? Day) : Ruling(Decision, Version, Rules, Day)
{
    public static Fee Unknown { get; } = new(null, null, null, [], null);
}
