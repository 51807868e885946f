using System.Diagnostics;

namespace VanLang.Signing.Pdf;

/// <summary>
/// What the reading and checking of one file may take: time for all of it, objects for each time it is opened. Files come from strangers; one that needs more is
/// told apart from one that is damaged.
/// </summary>
internal sealed class ReadingBudget(TimeSpan time)
{
    /// <summary>Enough for a file of 300 MB with 200 signatures of a real office, far below what a page may make somebody wait.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(8);

    private const int MostObjects = 3_000_000;
    private const int BetweenLooks = 1024;

    private readonly long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
    private int steps;
    private int objects;

    /// <summary>Time that is left for others; at least a little, so that they can say that it is over.</summary>
    public TimeSpan Left => TimeSpan.FromSeconds(Math.Max(0.001, (end - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency));

    /// <summary>A step of work that is small by itself.</summary>
    public void Step()
    {
        if (++steps % BetweenLooks == 0)
            Look();
    }

    /// <summary>An object was read and is kept.</summary>
    public void Count()
    {
        if (++objects > MostObjects)
            throw new PdfLimitException("objects");
        Step();
    }

    /// <summary>The file is opened again, at another revision.</summary>
    public void Reopen() => objects = 0;

    /// <summary>A step of work that takes a while by itself.</summary>
    public void Look()
    {
        if (Stopwatch.GetTimestamp() > end)
            throw new PdfLimitException("time");
    }
}

/// <summary>The file asks for more than a check may take; nothing is said about whether it is right.</summary>
internal sealed class PdfLimitException(string what) : Exception($"Limit: {what}")
{
    /// <summary><c>time</c>, <c>objects</c>, <c>revisions</c> or <c>validation data</c>.</summary>
    public string What => what;
}
