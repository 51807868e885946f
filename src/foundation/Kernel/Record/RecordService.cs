using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VanLang.Kernel.Record;

/// <summary>Keeps the sequencer and the delivery going while the program serves.</summary>
sealed partial class RecordService(RecordSequencer sequencer, RecordDelivery delivery, RecordSignal signal, ILogger<RecordService> log) : BackgroundService
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                int done = await sequencer.Seal(stoppingToken) + await delivery.Deliver(stoppingToken);
                if (done == 0)
                    await signal.Wait(Poll, stoppingToken);
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
