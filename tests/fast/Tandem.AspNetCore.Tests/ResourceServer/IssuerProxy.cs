using System.Net;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>A proxy for every client of this process that has not said otherwise, for a while.</summary>
internal sealed class IssuerProxy : IAsyncDisposable
{
    private readonly IWebProxy before = HttpClient.DefaultProxy;

    public IssuerProxy(string address) => HttpClient.DefaultProxy = new WebProxy(address);

    public ValueTask DisposeAsync()
    {
        HttpClient.DefaultProxy = before;
        return ValueTask.CompletedTask;
    }
}
