namespace VanLang.Kernel.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Done">Rows in, with those of an earlier interrupted try.</param>
/// <param name="All">Rows of the file.</param>
/// <param name="Now">Rows of this try.</param>
/// <param name="Took">Time of this try.</param>
public readonly record struct ImportProgress(int Done, int All, int Now, TimeSpan Took)
{
    public double RowsPerSecond => Now / Math.Max(Took.TotalSeconds, 0.001);

    public TimeSpan Remaining => TimeSpan.FromSeconds((All - Done) / Math.Max(RowsPerSecond, 0.001));
}
