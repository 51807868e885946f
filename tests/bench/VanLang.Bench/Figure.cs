namespace VanLang.Bench;

/// <summary>Which round of a figure is held against its floor.</summary>
enum Judge
{
    /// <summary>The middle one: for ratios whose two sides suffered alike.</summary>
    Median,

    /// <summary>The best one: for absolute figures, where other work on the machine can only do harm.</summary>
    Best,
}

/// <summary>One measured quantity, a value for each round.</summary>
/// <param name="Name">What was measured, in English.</param>
/// <param name="Unit">Its unit: <c>/s</c>, <c>ms</c>, <c>B</c>, <c>×</c> …</param>
/// <param name="Rounds">Values in the order of the rounds; at least one.</param>
sealed record Figure(string Name, string Unit, IReadOnlyList<double> Rounds)
{
    /// <summary>Floor, or ceiling where less is better; null where the figure is only reported.</summary>
    public double? Must { get; init; }

    public bool LessIsBetter { get; init; }

    public Judge Judge { get; init; } = Judge.Median;

    public double Best => LessIsBetter ? Rounds.Min() : Rounds.Max();

    public double Median => MedianOf(Rounds);

    public double Judged => Judge == Judge.Best ? Best : Median;

    public bool Holds => Must is not { } must || (LessIsBetter ? Judged <= must : Judged >= must);

    public static double MedianOf(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
