using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tandem.Server.Tests.Secrecy;

/// <summary>
/// A real server that logs all it can is driven through everything, with secrets that cannot be mistaken; then all that it wrote is
/// searched for them, in every form. J3, D12, V37, ASVS 16.2.5.
/// </summary>
[Trait("requirement", "J3")]
public sealed class CanaryTests : IDisposable
{
    private const string Email = "canary.owner@example.com";
    private const string Password = "Canary-Password-7f3a9c+/= ä";
    private const string WrongPassword = "Canary-Wrong-Password-51d0";
    private const string ForeignCookie = "Canary-Foreign-Cookie-93ab";
    private const string BasicCredentials = "Canary-Basic-Credentials-11";
    private const string QueryToken = "Canary-Query-Token-4711";
    private const string Malformed = "Canary-Malformed-Header-8842";

    private readonly TestInstallation tandem = new();
    private readonly List<Canary> secrets =
    [
        Canary.OfText("password", Password), Canary.OfText("wrong password", WrongPassword), Canary.OfText("foreign cookie", ForeignCookie),
        Canary.OfText("basic credentials", BasicCredentials), Canary.OfText("query token", QueryToken), Canary.OfText("malformed header", Malformed),
    ];

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task No_secret_is_in_anything_that_is_written()
    {
        var created = await tandem.RunWithInputAsync(Password, "users", "create", "--email", Email, "--password-stdin", "--format", "json");
        Assert.True(created.ExitCode == 0, created.ToString());
        var metrics = FreeAddress();
        await using var server = await tandem.ServeAsync(
            "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:Console:FormatterOptions:IncludeScopes=true",
            $"--Tandem:Metrics:Url={metrics}", "--Tandem:RefreshToken:Delivery=cookie,body", "--Tandem:DrainDelay=00:00:00",
            "--Tandem:RefreshToken:Leeway=00:00:00", "--Tandem:RefreshToken:RecoveryWindow=00:00:00");
        KeepMasterKey();

        await PlayAsync(server);

        var places = new Dictionary<string, byte[]>();
        places["metrics"] = await server.Http.GetByteArrayAsync(new Uri(metrics, "/metrics"), TestContext.Current.CancellationToken);
        ReadDataFolder(places, "running", but: "server.lock");
        await server.Program.SignalAsync("TERM");
        var end = await server.Program.EndAsync();
        Assert.Equal(0, end.ExitCode);
        places["standard output"] = Encoding.UTF8.GetBytes(end.Output);
        places["standard error"] = Encoding.UTF8.GetBytes(end.Error);
        ReadDataFolder(places, "stopped");
        foreach (var words in new[] { "events export", "events list --limit 1000", "events verify", "users list --format json", "keys list", "config check" })
            places[words] = Encoding.UTF8.GetBytes((await tandem.RunAsync(words.Split(' '))).ToString());

        // What must be there shows that the search finds: the level of the log, the events, the account.
        Assert.Contains("\"LogLevel\":\"Trace\"", end.Error, StringComparison.Ordinal);
        Assert.NotEmpty(Canary.OfText("address", Email).Leaks("database", places["stopped tandem.db"]));
        var export = Encoding.UTF8.GetString(places["events export"]);
        foreach (var kind in new[] { "login_failed", "refresh_token_reused", "session_ended", "origin_refused", "refresh_refused" })
            Assert.Contains($"\"{kind}\"", export, StringComparison.Ordinal);
        Assert.Contains("tandem_login_attempts_total", Encoding.UTF8.GetString(places["metrics"]), StringComparison.Ordinal);

        Assert.Empty(secrets.SelectMany(secret => places.SelectMany(place => secret.Leaks(place.Key, place.Value))));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("x{0}y")]
    [InlineData("Authorization: Basic {0}")]
    public void The_search_finds_a_secret_in_every_form(string around)
    {
        var secret = Canary.OfText("secret", Password);
        var text = Encoding.UTF8.GetBytes(string.Format(null, around, Password));
        foreach (var written in new[]
        {
            text, Encoding.ASCII.GetBytes(Convert.ToBase64String(text)), Encoding.ASCII.GetBytes(Base64Url.EncodeToString(text)),
            Encoding.ASCII.GetBytes(Convert.ToHexString(text)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(text)),
            Encoding.ASCII.GetBytes(string.Concat(text.Select(value => $"%{value:X2}"))),
        })
            Assert.NotEmpty(secret.Leaks("text", written));
    }

    private async Task PlayAsync(TestServer server)
    {
        await SendAsync(server, "login", $$"""{"email":"{{Email}}","password":"{{WrongPassword}}"}""");
        await SendAsync(server, "login", $$"""{"email":"nobody@example.com","password":"{{WrongPassword}}"}""");
        await SendAsync(server, "login", $$"""{"email":"{{Email}}","password":"{{WrongPassword}}" """);
        await SendAsync(server, "login", $$"""{"email":"{{Email}}","password":["{{WrongPassword}}"]}""");
        await SendAsync(server, "login", $"email={Email}&password={WrongPassword}", type: "application/x-www-form-urlencoded");
        await SendAsync(server, "login", $$"""{"email":"{{Email}}","password":"{{WrongPassword}}{{new string('x', 100_000)}}"}""");

        var first = Keep(await SignedInAsync(server, "login", $$"""{"email":"{{Email}}","password":"{{Password}}"}"""));
        var second = Keep(await SignedInAsync(server, "refresh", null, first.Cookie));
        await server.MeAsync(second.AccessToken);
        await server.MeAsync(second.AccessToken + "x");
        foreach (var path in new[] { "/api/me?ticket={0}", "/api/me?access_token={0}", "/api/auth/ticket?token={0}", "/nowhere?ticket={0}&a=b" })
            await server.StatusAsync(string.Format(null, path, await TicketAsync(server, second)));
        await server.MeAsync(await TicketAsync(server, second));
        await SendAsync(server, "refresh", null, second.Cookie, origin: "https://evil.example");
        await SendAsync(server, "refresh", null, second.Cookie + "x");
        await SendAsync(server, "refresh", null, $"{second.Cookie}; other={ForeignCookie}; refreshToken={ForeignCookie}");
        var third = Keep(await SignedInAsync(server, "login", $$"""{"email":"{{Email}}","password":"{{Password}}","delivery":"body"}"""));
        await SendAsync(server, "refresh", $$"""{"refreshToken":"{{third.Body.GetProperty("refreshToken").GetString()}}"}""");
        await SendAsync(server, "refresh", $$"""{"refreshToken":"{{QueryToken}}"}""");
        await SendAsync(server, "refresh", null, first.Cookie); // Reuse.
        await SendAsync(server, "refresh", null, second.Cookie); // Of a session that is over.
        await server.MeAsync(second.AccessToken);
        var fourth = Keep(await SignedInAsync(server, "login", $$"""{"email":"{{Email}}","password":"{{Password}}"}"""));
        await SendAsync(server, "logout", null, fourth.Cookie);

        await server.StatusAsync($"/api/me?access_token={QueryToken}");
        await server.StatusAsync($"/api/auth/refresh?token={fourth.AccessToken}&code={QueryToken}");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + BasicCredentials))}\r\nConnection: close\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {Malformed}\r\nAuthorization: {Malformed}\r\nConnection: close\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\nAuthorization : Bearer {Malformed}\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {Malformed}\0\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\n{Malformed}\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: {Malformed}@h/\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\nContent-Length: {Malformed}\r\n\r\n");
        await RawAsync(server, $"POST /api/auth/login HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: {Malformed}\r\n\r\n");
        await RawAsync(server, $"GET /api/me?token={QueryToken} HTTP/9.9\r\nHost: h\r\n\r\n");
        await RawAsync(server, $"GET /api/me?token={QueryToken}\r\nHost: h\r\n\r\n");
        await RawAsync(server, $"GET\0 /api/me?token={QueryToken} HTTP/1.1\r\nHost: h\r\n\r\n");
        await RawAsync(server, $"GET /%00?token={QueryToken} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        await RawAsync(server, $"GET http://user:{BasicCredentials}@h/api/me?token={QueryToken} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        await RawAsync(server, $"GET /api/me HTTP/1.1\r\nHost: h\r\nCookie: refreshToken={ForeignCookie}{new string('x', 60_000)}\r\n\r\n");
    }

    private SignedIn Keep(SignedIn signedIn)
    {
        // Of a token also its parts: the signature, and the secret inside a refresh token (bytes 39 to 70).
        secrets.Add(Canary.OfText("access token", signedIn.AccessToken));
        secrets.Add(Canary.OfText("signature of an access token", signedIn.AccessToken.Split('.')[2]));
        var refreshToken = signedIn.Cookie.Length > 0 ? signedIn.Cookie.Split('=', 2)[1] : signedIn.Body.GetProperty("refreshToken").GetString()!;
        secrets.Add(Canary.OfText("refresh token", refreshToken));
        secrets.Add(new("session secret", Base64Url.DecodeFromChars(refreshToken)[39..71]));
        return signedIn;
    }

    private async Task<string> TicketAsync(TestServer server, SignedIn signedIn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/auth/ticket"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.AccessToken);
        using var answer = await server.Http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var ticket = body.GetProperty("ticket").GetString()!;
        secrets.Add(Canary.OfText("ticket", ticket));
        secrets.Add(new("secret of a ticket", Base64Url.DecodeFromChars(ticket.AsSpan("tandem_ticket_".Length))[1..]));
        return ticket;
    }

    private void KeepMasterKey()
    {
        var key = File.ReadLines(tandem.DataFile("master.key")).Single(line => !line.StartsWith('#'));
        secrets.Add(new("master key", Convert.FromBase64String(key)));
    }

    // A server that runs lets nobody read its lock.
    private void ReadDataFolder(Dictionary<string, byte[]> places, string when, string? but = null)
    {
        foreach (var file in Directory.EnumerateFiles(tandem.Data, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "master.key" && Path.GetFileName(file) != but))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            places[$"{when} {Path.GetFileName(file)}"] = content.ToArray();
        }
    }

    private static async Task<SignedIn> SignedInAsync(TestServer server, string endpoint, string? body, string? cookie = null) =>
        await TestServer.SignedInAsync(await AnswerAsync(server, endpoint, body, cookie));

    private static async Task SendAsync(
        TestServer server, string endpoint, string? body, string? cookie = null, string? origin = null, string type = "application/json")
    {
        using var answer = await AnswerAsync(server, endpoint, body, cookie, origin, type);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> AnswerAsync(
        TestServer server, string endpoint, string? body, string? cookie, string? origin = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/auth/" + endpoint));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        if (cookie is { Length: > 0 })
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await server.Http.SendAsync(request);
    }

    private static async Task RawAsync(TestServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
            await stream.CopyToAsync(Stream.Null);
        }
        catch (IOException)
        {
            // It was refused before it was read.
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
