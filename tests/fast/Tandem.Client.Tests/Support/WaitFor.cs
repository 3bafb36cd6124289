using System.Diagnostics;

namespace Tandem.Client.Tests.Support;

/// <summary>Waits for what happens beside the test.</summary>
public static class WaitFor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task ItAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "It does not come about.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
