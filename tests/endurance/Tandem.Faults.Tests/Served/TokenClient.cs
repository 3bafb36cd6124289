using System.Text.Json;

namespace Tandem.Faults.Tests.Served;

/// <summary>An honest client of one session: its token comes in a cookie or in a body, and it keeps the last that it received.</summary>
internal sealed class TokenClient(string email, string delivery)
{
    private string token = "";
    private long rotations;

    public Guid Session { get; private set; }

    public string AccessToken { get; private set; } = "";

    /// <summary>How often it was given another refresh token.</summary>
    public long Rotations => Interlocked.Read(ref rotations);

    private bool UsesBody => delivery == "body";

    public async Task SignInAsync(ServedProcess server)
    {
        var reply = await server.SendAsync(
            HttpMethod.Post, "/api/auth/login",
            json: $$"""{"email":"{{email}}","password":"{{ServedFolder.Password}}","delivery":"{{delivery}}"}""");
        Assert.True(reply.Grant is not null, reply.ToString());
        Session = reply.Grant.Session;
        Keep(reply);
    }

    /// <summary>Refreshes once. What is lost on the way leaves the token that is held.</summary>
    public async Task<ServerResponse> RefreshAsync(ServedProcess server)
    {
        var reply = UsesBody
            ? await server.SendAsync(HttpMethod.Post, "/api/auth/refresh", json: $$"""{"refreshToken":"{{token}}"}""")
            : await server.RefreshAsync(token);
        Keep(reply);
        return reply;
    }

    private void Keep(ServerResponse reply)
    {
        if (reply.Grant is null)
            return;
        AccessToken = reply.Grant.AccessToken;
        var given = !UsesBody ? reply.Grant.Cookie
            : JsonDocument.Parse(reply.Text).RootElement.TryGetProperty("refreshToken", out var inBody) ? inBody.GetString() : null;
        if (given is null || given == token)
            return;
        token = given;
        Interlocked.Increment(ref rotations);
    }
}
