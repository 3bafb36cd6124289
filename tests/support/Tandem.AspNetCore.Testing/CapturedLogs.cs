using System.Collections.Concurrent;
using System.Text;

using Microsoft.Extensions.Logging;

namespace Tandem.AspNetCore.Testing;

/// <summary>Keeps every log line of a host, whatever its level and category, with all that a structured sink would see.</summary>
[ProviderAlias("CapturedLogs")]
public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>All lines so far: category, level, message, named values, exception.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>The lines that hold all of these texts.</summary>
    public IEnumerable<string> With(params IReadOnlyList<string> parts) =>
        lines.Where(line => parts.All(part => line.Contains(part, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLogs owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            owner.lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder($"{category} {logLevel} {eventId.Id} {formatter(state, exception)}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach (var (name, value) in values)
                    line.Append(' ').Append(name).Append('=').Append(value);
            }

            owner.lines.Enqueue(line.Append(' ').Append(exception).ToString());
        }
    }
}
