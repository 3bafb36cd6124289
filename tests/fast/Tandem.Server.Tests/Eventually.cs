using System.Diagnostics;

namespace Tandem.Server.Tests;

/// <summary>Asks a real process again and again, without a pause, until it answers as it should.</summary>
internal static class Eventually
{
    /// <summary>How long it took.</summary>
    public static async Task<TimeSpan> IsTrueAsync(Func<Task<bool>> probe, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (!await probe())
            Assert.True(watch.Elapsed < limit, $"It is not so after {watch.Elapsed}.");
        return watch.Elapsed;
    }
}
