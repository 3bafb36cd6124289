using System.Net;
using System.Net.WebSockets;

using Tandem.Processes.Testing;

namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>WebSockets have a bound of their own. K5.</summary>
[Trait("requirement", "K5")]
public sealed class UpgradeLimitTests(UpgradeLimitTests.Fixture fixture) : IClassFixture<UpgradeLimitTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_WebSocket_too_many_is_told_to_come_again_and_does_when_another_has_ended()
    {
        var signedIn = await host.SignInAsync();
        using var first = await OpenAsync(signedIn);
        using var second = await OpenAsync(signedIn);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(signedIn));
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);

        first.Abort();
        await Eventually.IsTrueAsync(async () => await StatusAsync(signedIn) == HttpStatusCode.SwitchingProtocols);
    }

    private async Task<HttpStatusCode> StatusAsync(ApiResponse signedIn)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await ConnectAsync(socket, signedIn);
        }
        catch (WebSocketException)
        {
            // The status says it.
        }

        return socket.HttpStatusCode;
    }

    private async Task<ClientWebSocket> OpenAsync(ApiResponse signedIn)
    {
        var socket = new ClientWebSocket();
        await ConnectAsync(socket, signedIn);
        return socket;
    }

    private async Task ConnectAsync(ClientWebSocket socket, ApiResponse signedIn) => await socket.ConnectAsync(
        new UriBuilder(host.Url) { Scheme = "ws", Path = TicketFixture.Socket, Query = $"ticket={await host.TicketAsync(signedIn.AccessToken)}" }.Uri,
        Cancellation);

    public sealed class Fixture() : HostFixture(TicketFixture.Settings(("Connections:Upgraded", "2")));
}
