using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>Keeps what the program logs, as a line of text each with its exception; our own categories down to debugging.</summary>
sealed class CapturedLog : ILoggerProvider
{
    readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public static Action<ILoggingBuilder> Into(CapturedLog log) => logging => logging
        .AddProvider(log)
        .AddFilter<CapturedLog>("VanLang", LogLevel.Debug);

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, lines);

    public void Dispose()
    {
    }

    sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // What a structured log would carry besides the message.
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {values} {exception}");
        }
    }
}
