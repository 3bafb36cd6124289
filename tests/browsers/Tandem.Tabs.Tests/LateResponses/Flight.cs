using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.LateResponses;

/// <summary>A refresh under way: the test says when the server has it, and when the browser has the response.</summary>
internal sealed class Flight(ProxyExchange exchange)
{
    private readonly TaskCompletionSource<SiteResponse> arriving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SiteResponse? response;

    /// <summary>The generation that the browser sent.</summary>
    public long Sent => exchange.Presented!.Generation;

    /// <summary>What the browser receives, once it does.</summary>
    public Task<SiteResponse> Arriving => arriving.Task;

    /// <summary>The generation of the cookie in the response; null if it has none.</summary>
    public long? Given => RefreshCookie.In(response!.Header("Set-Cookie"))?.Generation;

    /// <summary>Lets the server respond, and holds the response; its status.</summary>
    public async Task<int> PassAsync() => (response = await exchange.PassAsync()).Status;

    public void Deliver() => arriving.TrySetResult(response!);

    /// <summary>The response is lost: a gateway gives up in its place.</summary>
    public void Lose() => arriving.TrySetResult(SiteResponse.Html(504, "Gateway Timeout"));
}
