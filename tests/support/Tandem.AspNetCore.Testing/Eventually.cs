namespace Tandem.AspNetCore.Testing;

/// <summary>Waits for what the host does beside the test, however busy the machine is: by time that passes, not by a count of looks.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until it is so, without moving the host's clock.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> probe, string otherwise)
    {
        if (!await ComesAboutAsync(probe, Patience))
            throw new TimeoutException(otherwise);
    }

    /// <summary>Moves the host's clock step by step until it is so.</summary>
    public static async Task HoldsAsync(Func<bool> condition, Action step)
    {
        var left = (int)(Patience / Pause);
        for (; !condition() && left > 0; left--)
        {
            step();
            await Task.Delay(Pause);
        }

        if (left == 0)
            throw new TimeoutException("It did not come about.");
    }

    /// <summary>Whether it becomes so within a span of real time.</summary>
    public static async Task<bool> ComesAboutAsync(Func<Task<bool>> probe, TimeSpan within)
    {
        for (var left = (int)(within / Pause); left > 0; left--)
        {
            if (await probe())
                return true;
            await Task.Delay(Pause);
        }

        return await probe();
    }
}
