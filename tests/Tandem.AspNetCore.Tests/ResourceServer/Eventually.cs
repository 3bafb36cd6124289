namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>Waits for what a background task does on its own.</summary>
internal static class Eventually
{
    /// <summary>Moves the clock step by step until it is so.</summary>
    public static async Task HoldsAsync(Func<bool> condition, Action step)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 1000, "It did not come about.");
            step();
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }
}
