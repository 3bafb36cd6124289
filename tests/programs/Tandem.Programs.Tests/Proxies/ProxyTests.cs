using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tandem.Programs.Tests.Proxies;

/// <summary>The recipes of the reference, each on its real proxy before a real server.</summary>
public sealed class ProxyTests
{
    private const string Forged = "203.0.113.7";

    public static TheoryData<string> Names { get; } = [.. ProxyRecipe.All.Select(recipe => recipe.Name)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sign_in_refresh_and_sign_out_pass_and_the_session_has_no_address_that_the_client_wrote(string name)
    {
        await using var behind = await ProxiedTandem.StartAsync(name);
        using var client = behind.Proxy.CreateClient();

        using var login = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login") { Content = JsonContent.Create(new { email = ServedTandem.Email, password = ServedTandem.Password }) };
        login.Headers.Add("X-Forwarded-For", Forged);
        var signedIn = await client.SendAsync(login, Cancelled);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal(await AttributesSetAsync(behind), AttributesOf(signedIn));

        using var list = new HttpRequestMessage(HttpMethod.Get, "/api/auth/sessions");
        list.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await signedIn.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("accessToken").GetString());
        var sessions = await (await client.SendAsync(list, Cancelled)).Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(behind.Recipe.SetsAddress ? "127.0.1.0/24" : "127.0.0.0/24", sessions.EnumerateArray().Single(session => session.GetProperty("current").GetBoolean()).GetProperty("ip").GetString());

        var refreshed = await PostAsync(client, "refresh", Cookie(signedIn));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, "refresh", Cookie(refreshed), inChunks: true)).StatusCode);
        var signedOut = await PostAsync(client, "logout", Cookie(refreshed));
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Contains("Max-Age=0", signedOut.Headers.GetValues("Set-Cookie").Last(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "refresh", Cookie(refreshed))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_doctor_finds_nothing(string name)
    {
        await using var behind = await ProxiedTandem.StartAsync(name);

        var report = await behind.AskDoctorAsync();

        Assert.True(report.GetProperty("ok").GetBoolean(), report.ToString());
        // Over plain HTTP the cookie is weaker, and the doctor says so.
        Assert.True(report.GetProperty("findings").EnumerateArray().All(finding => finding.GetProperty("severity").GetString() == "info"), report.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stream_arrives_event_by_event(string name)
    {
        var firstRead = new TaskCompletionSource();
        await using var streaming = await StreamAsync(firstRead.Task);
        await using var behind = await ProxiedTandem.StartAsync(name, new Uri(streaming.Urls.First()).Authority);
        using var client = behind.Proxy.CreateClient();

        using var response = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        Assert.Equal("data: first", await reader.ReadLineAsync(Cancelled).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancelled));
        firstRead.SetResult();

        Assert.Equal("\ndata: second\n\n", await reader.ReadToEndAsync(Cancelled).WaitAsync(TimeSpan.FromMinutes(1), Cancelled));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_socket_opens_with_the_address_that_the_proxy_saw_if_it_sets_one(string name)
    {
        await using var streaming = await StreamAsync(Task.CompletedTask);
        await using var behind = await ProxiedTandem.StartAsync(name, new Uri(streaming.Urls.First()).Authority);
        using var invoker = new HttpMessageInvoker(RunningProxy.CreateHandler());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-For", Forged);

        await socket.ConnectAsync(new UriBuilder(behind.Proxy.Url) { Scheme = behind.Proxy.Url.Scheme == "https" ? "wss" : "ws", Path = "/api/socket" }.Uri, invoker, Cancelled).WaitAsync(TimeSpan.FromMinutes(1), Cancelled);

        var buffer = new byte[200];
        var received = await socket.ReceiveAsync(buffer, Cancelled).WaitAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.Equal(behind.Recipe.SetsAddress ? RunningProxy.ClientAddress : Forged, Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_server_that_is_down_is_answered_for_with_a_status_that_signs_nobody_out(string name)
    {
        await using var behind = await ProxiedTandem.StartAsync(name, $"127.0.0.1:{LoopbackPort.Free()}");
        using var client = behind.Proxy.CreateClient();

        Assert.InRange((int)(await PostAsync(client, "refresh", "a=1")).StatusCode, 500, 504);
    }

    private static string Cookie(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    // What the server sets, asked for without the proxy.
    private static async Task<string> AttributesSetAsync(ProxiedTandem behind)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = behind.Tandem.Url, DefaultRequestHeaders = { { "Origin", behind.Proxy.Origin } } };
        return AttributesOf(await client.PostAsJsonAsync("/api/auth/login", new { email = ServedTandem.Email, password = ServedTandem.Password }, Cancelled));
    }

    // All but the token.
    private static string AttributesOf(HttpResponseMessage response)
    {
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        return cookie[..cookie.IndexOf('=', StringComparison.Ordinal)] + cookie[cookie.IndexOf(';', StringComparison.Ordinal)..];
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string endpoint, string cookie, bool inChunks = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/auth/{endpoint}") { Headers = { { "Cookie", cookie } }, Content = JsonContent.Create(new { }) };
        request.Headers.TransferEncodingChunked = inChunks;
        return await client.SendAsync(request, Cancelled);
    }

    private static async Task<WebApplication> StreamAsync(Task firstRead)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.SendAsync(Encoding.UTF8.GetBytes(context.Request.Headers["X-Forwarded-For"].ToString()), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
                return;
            }

            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await firstRead.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("data: second\n\n");
        });
        await app.StartAsync();
        return app;
    }
}
