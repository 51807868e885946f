using System.Diagnostics;
using System.Diagnostics.Metrics;
using VanLang.Kernel.Errors;

namespace VanLang.Kernel.Telemetry;

/// <summary>Spans and figures of operations, by their stable names; ids and codes, never people's data. Jobs and subscribers are operations too.</summary>
public static class HouseTelemetry
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "VanLang";

    static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);
    static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("vanlang.operation.duration", "s", "Time of an operation from its call to its commit, by name and outcome.");

    /// <summary>Runs an operation under a span and counts it: <c>done</c>, the code of its failure, or the type of its exception.</summary>
    internal static async Task<Outcome<T>> Measure<T>(string operation, Func<Task<Outcome<T>>> run)
    {
        using Activity? span = Source.StartActivity(operation);
        long started = Stopwatch.GetTimestamp();
        string result = "done";
        try
        {
            Outcome<T> outcome = await run();
            result = outcome.Failure?.Code.Code ?? result;
            return outcome;
        }
        catch (Exception exception)
        {
            result = exception.GetType().Name;
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("operation", operation), new("outcome", result));
            span?.SetTag("outcome", result);
        }
    }
}
