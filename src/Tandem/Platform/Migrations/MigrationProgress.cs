using System.Diagnostics;
using System.Globalization;

namespace Tandem.Platform.Migrations;

/// <summary>Tells an operator what is done to a database that was there before, and that it goes on where it takes long.</summary>
/// <param name="tell">Takes a line.</param>
/// <param name="time">Measures.</param>
/// <param name="goOn">
/// Is told once a second what part of the steps is done and how long the present one has taken; null to tell it in a line now and then.
/// </param>
internal sealed class MigrationProgress(Action<string> tell, TimeProvider time, Action<string, TimeSpan>? goOn = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);

    /// <summary>Tells nobody.</summary>
    public static MigrationProgress None { get; } = new(_ => { }, TimeProvider.System);

    public void Tell(string line) => tell(line);

    /// <summary>Says what begins, and every few seconds until the result is disposed of that it goes on.</summary>
    public IDisposable Begin(string work, int step = 1, int steps = 1)
    {
        tell(work);
        var started = Stopwatch.GetTimestamp();
        if (goOn is not null)
        {
            var share = string.Create(CultureInfo.InvariantCulture, $"Step {step} of {steps}  {100 * (step - 1) / steps,3} %");
            return time.CreateTimer(_ => goOn(share, Stopwatch.GetElapsedTime(started)), null, ShortPause, ShortPause);
        }

        return time.CreateTimer(
            _ => tell(string.Create(CultureInfo.InvariantCulture, $"Still at it, after {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s.")),
            null, Pause, Pause);
    }
}
