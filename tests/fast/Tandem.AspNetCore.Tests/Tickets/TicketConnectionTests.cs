using System.Net;
using System.Net.WebSockets;

using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>A connection that a ticket opened ends with the session, whether or not the endpoint looks.</summary>
public sealed class TicketConnectionTests(TicketFixture fixture) : IClassFixture<TicketFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData(TicketFixture.Stream)]
    [InlineData(TicketFixture.DeafStream)]
    public async Task A_stream_is_cut_when_the_session_is_signed_out_and_another_sessions_goes_on(string path)
    {
        var (leaving, staying) = (await host.SignInAsync(), await host.SignInAsync());
        using var ending = await OpenAsync($"{path}?ticket={await host.TicketAsync(leaving.AccessToken)}");
        using var going = await OpenAsync($"{TicketFixture.Held}?ticket={await host.TicketAsync(staying.AccessToken)}");

        await host.LogoutAsync(leaving.RefreshToken);

        await EndsAsync(ending);
        await IsCompletedAsync(going);
    }

    [Fact]
    public async Task It_is_cut_when_the_account_is_disabled()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        using var stream = await OpenAsync($"{TicketFixture.DeafStream}?ticket={await host.TicketAsync(signedIn.AccessToken)}");

        await host.Get<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None);

        await EndsAsync(stream);
    }

    [Fact]
    public async Task One_that_a_header_opened_is_cut_as_well()
    {
        var signedIn = await host.SignInAsync();
        using var stream = await OpenAsync(TicketFixture.DeafStream, signedIn.AccessToken);

        await host.LogoutAsync(signedIn.RefreshToken);

        await EndsAsync(stream);
    }

    [Fact]
    public async Task A_WebSocket_talks_until_the_session_is_signed_out()
    {
        var signedIn = await host.SignInAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(host.Url) { Scheme = "ws", Path = TicketFixture.Socket, Query = $"access_token={await host.TicketAsync(signedIn.AccessToken)}" }.Uri,
            Cancellation);
        var buffer = new byte[8];
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        Assert.Equal(5, (await socket.ReceiveAsync(buffer, Cancellation)).Count);
        var next = socket.ReceiveAsync(buffer, Cancellation);

        await host.LogoutAsync(signedIn.RefreshToken);

        await Assert.ThrowsAsync<WebSocketException>(() => next.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_WebSocket_is_not_opened_without_a_good_ticket()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(host.Url) { Scheme = "ws", Path = TicketFixture.Socket, Query = "ticket=nonsense" }.Uri, Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }

    // The server uses a request's context again for the next one on the connection.
    [Fact]
    public async Task The_end_of_a_session_does_not_cut_what_came_later_over_the_same_connection()
    {
        using var one = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseCookies = false }) { BaseAddress = host.Url };
        var (leaving, staying) = (await host.SignInAsync(), await host.SignInAsync());
        using var over = await OpenAsync($"{TicketFixture.Download}?ticket={await host.TicketAsync(leaving.AccessToken)}", over: one);
        await over.Content.ReadAsStringAsync(Cancellation);
        using var going = await OpenAsync($"{TicketFixture.Held}?ticket={await host.TicketAsync(staying.AccessToken)}", over: one);

        await host.LogoutAsync(leaving.RefreshToken);

        await IsCompletedAsync(going);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> OpenAsync(string path, string? accessToken = null, HttpClient? over = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accessToken is not null)
            request.Headers.Add("Authorization", "Bearer " + accessToken);
        var response = await (over ?? host.Http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private async Task IsCompletedAsync(HttpResponseMessage held)
    {
        await host.SendAsync(new ApiRequest("POST", TicketFixture.Release));
        Assert.Equal("released", await held.Content.ReadAsStringAsync(Cancellation).WaitAsync(Patience, Cancellation));
    }

    // Not by the end of the test: a stream that is cut ends in an error.
    private static async Task EndsAsync(HttpResponseMessage response)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, limit.Token));
    }
}
