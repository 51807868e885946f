using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace VanLang.Hosting;

/// <summary>
/// Tells systemd that the program serves (<c>Type=notify</c>) and, where the unit has <c>WatchdogSec</c>, that it still lives: a process whose threads all
/// hang stops telling it and is started anew.
/// </summary>
sealed class ServiceManager(ISystemdNotifier notifier, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds))
            return;
        using PeriodicTimer timer = new(TimeSpan.FromMicroseconds(microseconds) / 3, time);
        do
            notifier.Notify(new ServiceState("WATCHDOG=1"));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
