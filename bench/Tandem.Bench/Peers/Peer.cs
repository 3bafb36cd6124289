using Tandem.Bench.Load;
using Tandem.Bench.Served;

namespace Tandem.Bench.Peers;

/// <summary>A server that can be measured beside others.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Title">In tables.</param>
/// <param name="Requests">How each operation is asked for.</param>
internal sealed record Peer(string Name, string Title, IReadOnlyDictionary<PeerOperation, RequestShape> Requests)
{
    public const string Tandem = "tandem";

    /// <summary>Everybody's.</summary>
    public const string Password = "correct horse battery";

    private const string Browser =
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r\nOrigin: {origin}\r\n";

    private const string SignIn = $$"""{"email":"{{RequestShape.Credential}}","password":"{{Password}}"}""";

    private const string CookieLine = $"Cookie: refreshToken={RequestShape.Credential}\r\n", SessionLine = $"Cookie: {RequestShape.Credential}\r\n";

    /// <summary>Tandem first: the others are compared with it.</summary>
    public static IReadOnlyList<Peer> All { get; } =
    [
        new(Tandem, "Tandem", new Dictionary<PeerOperation, RequestShape>
        {
            [PeerOperation.Refresh] = new($"POST /api/auth/refresh", Browser + SessionLine) { NextAfter = "\r\nSet-Cookie: "u8.ToArray(), NextEnd = (byte)';' },
            [PeerOperation.Verify] = RequestShape.Get(BenchServer.ProtectedPath),
            [PeerOperation.Account] = RequestShape.Get("/api/me"),
            [PeerOperation.SignIn] = RequestShape.PostJson("/api/auth/login", SignIn, Browser),
        }),
        new("identity", "ASP.NET Core Identity 10.0.15 (MapIdentityApi)", new Dictionary<PeerOperation, RequestShape>
        {
            [PeerOperation.Refresh] = RequestShape.PostJson("/refresh", $$"""{"refreshToken":"{{RequestShape.Credential}}"}""", Browser)
                with { NextAfter = "\"refreshToken\":\""u8.ToArray() },
            [PeerOperation.Verify] = RequestShape.Get("/api/verified"),
            [PeerOperation.Account] = RequestShape.Get("/api/me"),
            [PeerOperation.SignIn] = RequestShape.PostJson("/login", SignIn, Browser),
        }),
        new("openiddict", "OpenIddict 7.8.0 (EF Core)", new Dictionary<PeerOperation, RequestShape>
        {
            [PeerOperation.Refresh] = RequestShape.PostForm("/connect/token", $"grant_type=refresh_token&client_id=page&refresh_token={RequestShape.Credential}")
                with { NextAfter = "\"refresh_token\": \""u8.ToArray() },
            [PeerOperation.Verify] = RequestShape.Get("/api/verified"),
            [PeerOperation.Account] = RequestShape.Get("/api/me"),
            [PeerOperation.SignIn] = RequestShape.PostForm(
                "/connect/token", $"grant_type=password&client_id=page&username={RequestShape.Credential}&password={Uri.EscapeDataString(Password)}"),
        }),
        new("better-auth", "better-auth 1.7.25", new Dictionary<PeerOperation, RequestShape>
        {
            [PeerOperation.Refresh] = new("GET /api/auth/get-session", Browser + SessionLine),
            [PeerOperation.Verify] = new("GET /api/verified", SessionLine),
            [PeerOperation.Account] = new("GET /api/auth/get-session?disableRefresh=true", SessionLine),
            [PeerOperation.SignIn] = RequestShape.PostJson("/api/auth/sign-in/email", SignIn, Browser),
        }),
        new("express", "Express by hand", new Dictionary<PeerOperation, RequestShape>
        {
            [PeerOperation.Refresh] = new($"POST /api/auth/refresh", Browser + CookieLine) { NextAfter = "\r\nSet-Cookie: refreshToken="u8.ToArray(), NextEnd = (byte)';' },
            [PeerOperation.Verify] = RequestShape.Get("/api/verified"),
            [PeerOperation.Account] = RequestShape.Get("/api/me"),
            [PeerOperation.SignIn] = RequestShape.PostJson("/api/auth/login", SignIn, Browser),
        }),
    ];
}
