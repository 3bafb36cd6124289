using System.Net;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Serving;

/// <summary>HTTP/2 without TLS, for a proxy that speaks it to the server behind it (RFC 9113 §3.3).</summary>
public sealed class Http2Tests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task A_listener_can_be_one_of_HTTP_2()
    {
        await using var server = await tandem.ServeAsync("--Kestrel:EndpointDefaults:Protocols=Http2");

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), await AskAsync(server.Url, HttpVersion.Version20));
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(server.Url, HttpVersion.Version11)).Status);
    }

    [Fact]
    public async Task Listeners_of_both_stand_side_by_side()
    {
        var (one, two) = (LoopbackPort.Free(), LoopbackPort.Free());
        await using var running = RunningProgram.Start(tandem.Command(
            "serve", "--data", tandem.Data, $"--Kestrel:Endpoints:One:Url=http://127.0.0.1:{one}",
            $"--Kestrel:Endpoints:Two:Url=http://127.0.0.1:{two}", "--Kestrel:Endpoints:Two:Protocols=Http2"));
        await running.LineAsync("Tandem serves ");

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), await AskAsync(new Uri($"http://127.0.0.1:{one}"), HttpVersion.Version11));
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), await AskAsync(new Uri($"http://127.0.0.1:{two}"), HttpVersion.Version20));
    }

    private static async Task<(HttpStatusCode Status, Version Version)> AskAsync(Uri url, Version version)
    {
        using var http = new HttpClient { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.GetAsync(new Uri(url, "/healthz"), TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Version);
    }
}
