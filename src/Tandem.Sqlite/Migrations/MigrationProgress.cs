using System.Diagnostics;
using System.Globalization;

namespace Tandem.Sqlite.Migrations;

/// <summary>Tells an operator what is done to a database that was there before, and that it goes on where it takes long.</summary>
internal sealed class MigrationProgress(Action<string> tell, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Tells nobody.</summary>
    public static MigrationProgress None { get; } = new(_ => { }, TimeProvider.System);

    public void Tell(string line) => tell(line);

    /// <summary>Says what begins, and every few seconds until the result is disposed of that it goes on.</summary>
    public IDisposable Begin(string work)
    {
        tell(work);
        var started = Stopwatch.GetTimestamp();
        return time.CreateTimer(
            _ => tell(string.Create(CultureInfo.InvariantCulture, $"Still at it, after {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s.")),
            null, Pause, Pause);
    }
}
