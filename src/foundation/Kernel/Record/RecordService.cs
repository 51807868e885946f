using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VanLang.Kernel.Record;

/// <summary>Keeps the sequencer and the delivery going while the program serves.</summary>
sealed partial class RecordService(RecordSequencer sequencer, RecordDelivery delivery, RecordSignal signal, ILogger<RecordService> log) : BackgroundService
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // A round asks a dozen questions and commits up to three times whether it finds one event or hundreds: where much is written, what comes in this time shares one.
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    const int ManyEvents = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                int done = await sequencer.Seal(stoppingToken) + await delivery.Deliver(stoppingToken);
                if (done >= ManyEvents)
                    continue;
                long ended = Stopwatch.GetTimestamp();
                if (done == 0)
                    await signal.Wait(Poll, stoppingToken);
                if (Pace - Stopwatch.GetElapsedTime(ended) is { Ticks: > 0 } rest)
                    await Task.Delay(rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The record must go on after any single failure.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(exception);
                await Task.Delay(Poll, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record could not be sealed or delivered; trying again")]
    partial void LogFailed(Exception exception);
}
