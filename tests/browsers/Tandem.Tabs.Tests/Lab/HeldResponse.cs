namespace Tandem.Tabs.Tests.Lab;

/// <summary>A fault: the server did its work, and the answer to one refresh waits on the way back.</summary>
internal sealed class HeldResponse
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int holds;

    /// <summary>Holds the answer to the next refresh at a site, and no other.</summary>
    public static HeldResponse At(Site site)
    {
        var held = new HeldResponse();
        site.Fault = held.PassAsync;
        return held;
    }

    /// <summary>When the server has answered.</summary>
    public Task Arrived => arrived.Task.WaitAsync(TimeSpan.FromSeconds(45));

    /// <summary>Lets the answer go on.</summary>
    public void Release() => released.TrySetResult();

    private async Task<SiteResponse> PassAsync(ProxyExchange exchange)
    {
        var answer = await exchange.PassAsync();
        if (!exchange.IsRefresh || Interlocked.Increment(ref holds) > 1)
            return answer;
        arrived.TrySetResult();
        await released.Task;
        return answer;
    }
}
