using System.Net.WebSockets;
using System.Security.Claims;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Tickets;

namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>An application with endpoints that allow tickets: a download, two streams and a WebSocket.</summary>
public sealed class TicketFixture() : HostFixture(Settings())
{
    /// <summary>Answers the claims of whoever asks.</summary>
    public const string Download = "/ticketed/download";

    /// <summary>A stream that stops as soon as its connection does.</summary>
    public const string Stream = "/ticketed/stream";

    /// <summary>A stream that never looks whether anybody is there.</summary>
    public const string DeafStream = "/ticketed/deaf";

    /// <summary>An answer that waits for <see cref="Release"/>, and then is complete.</summary>
    public const string Held = "/ticketed/held";

    /// <summary>Lets one held answer go.</summary>
    public const string Release = "/app/release";

    /// <summary>A WebSocket that answers what it is sent, and never looks either.</summary>
    public const string Socket = "/ticketed/socket";

    public static TandemHostSettings Settings(params IEnumerable<(string Key, string Value)> configuration) => new()
    {
        Configuration = configuration.ToDictionary(pair => "Tandem:" + pair.Key, pair => (string?)pair.Value),
        Map = Map,
    };

    public static void Map(WebApplication app)
    {
        app.MapTandem();
        app.UseWebSockets();
        var ticketed = app.MapGroup("/ticketed").AllowTicket();
        ticketed.MapGet("/download", (ClaimsPrincipal user) => string.Join('\n', user.Claims.Select(claim => $"{claim.Type}={claim.Value}")))
            .RequireAuthorization();
        ticketed.MapGet("/admin", () => "secret").RequireRole("admin");
        ticketed.MapGet("/anybody", (ClaimsPrincipal user) => user.Identity!.IsAuthenticated ? "somebody" : "nobody");
        ticketed.MapGet("/query", (HttpRequest request) => request.QueryString.Value ?? "");
        ticketed.MapGet("/cached", (HttpContext context) => context.Response.Headers.CacheControl = "private, max-age=60");
        ticketed.MapGet("/stream", context => StreamAsync(context, context.RequestAborted)).RequireAuthorization();
        ticketed.MapGet("/deaf", context => StreamAsync(context, app.Lifetime.ApplicationStopping)).RequireAuthorization();
        var released = new SemaphoreSlim(0);
        ticketed.MapGet("/held", async (HttpContext context) =>
        {
            await context.Response.Body.FlushAsync();
            await released.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("released");
        }).RequireAuthorization();
        app.MapPost(Release, () => released.Release());
        ticketed.MapGet("/socket", EchoAsync).RequireAuthorization();
        app.MapGet("/marked", [AllowTicket] () => "marked").RequireAuthorization();
    }

    private static async Task StreamAsync(HttpContext context, CancellationToken until)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: open\n\n", until);
        await context.Response.Body.FlushAsync(until);
        try
        {
            await Task.Delay(Timeout.Infinite, until);
        }
        catch (OperationCanceledException)
        {
            // Left, cut off, or stopping.
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64];
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, CancellationToken.None);
    }
}
