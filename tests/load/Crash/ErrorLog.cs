using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace VanLang.Load.Crash;

/// <summary>Errors go to standard error. Standard output holds answers and nothing else: who reads it takes every line at its word.</summary>
static class ErrorLog
{
    public static void AddErrorLog(this IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error));
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
