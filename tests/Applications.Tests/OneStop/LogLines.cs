using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>All that is logged from a level on, with exceptions.</summary>
sealed class LogLines(LogLevel lowest = LogLevel.Information) : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Written { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Written.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
