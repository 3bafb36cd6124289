using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tandem.Server.Tests.Secrecy;

/// <summary>Whatever a stranger sends, an event stays one line, and nothing on it moves, colours or hides another. J4, V29, ASVS 16.4.1.</summary>
[Trait("requirement", "J4")]
public sealed class InjectionTests : IDisposable
{
    private static readonly string[] Nasty =
    [
        "a\r\n9  2026-01-01T00:00:00Z  login_succeeded  account=forged", "\n", "\u001b[31mred\u001b[0m", "\u001b]0;title\u0007", "\u009b2J",
        "one\u2028two\u2029three", "\u202egnp.exe\u202c", "\u2066isolate\u2069", "\u200f\u200b\ufeff", "\u0085next", "\u0000nul", "\u0008\u007f",
        "\"}\n{\"kind\":\"forged\"", "\\u000aforged", "\\n", "${jndi:ldap://x}", "%0d%0aforged", "<script>alert(1)</script>", "\ud83d\ude00",
        "\U000e0001\U000e0041tag", "\t\t", "  account=00000000-0000-0000-0000-000000000000  data={}", new string('x', 5000),
    ];

    private readonly TestInstallation tandem = new();
    private int callers;

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task As_many_lines_as_events_and_every_line_plain()
    {
        await tandem.CreateUserAsync("ada@example.com", "--role", "user");
        await using (var server = await tandem.ServeAsync(
            "--Tandem:RateLimits:PerAddress:Login=100000", "--Tandem:ForwardedHeaders:KnownProxies:0=127.0.0.1"))
        {
            var cookie = (await server.SignInAsync("ada@example.com")).Cookie;
            foreach (var text in Nasty)
            {
                await SendAsync(server, "login", text, new { email = text, password = "some wrong password" });
                await SendAsync(server, "login", text, new { email = "ada@example.com", password = text });
                await SendAsync(server, "refresh", text, null, ("Origin", text), ("Cookie", cookie));
                await SendAsync(server, "logout", text, null, ("Origin", "https://evil.example/" + text), ("Cookie", cookie));
            }

            await SendAsync(server, "logout", "last", null, ("Cookie", cookie));
        }

        var export = await LinesAsync("events", "export");
        var list = await LinesAsync("events", "list", "--limit", "100000");
        var tail = await LinesAsync("events", "tail", "--lines", "100000");
        var json = await LinesAsync("events", "tail", "--lines", "100000", "--format", "json");

        Assert.True(export.Length > 3 * Nasty.Length, $"Only {export.Length} events were written.");
        Assert.Equal(export.Length, list.Length);
        Assert.Equal(list, tail);
        Assert.Equal(export, json);
        Assert.Equal(Enumerable.Range(1, export.Length), export.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt32()));
        Assert.Equal(Enumerable.Range(1, list.Length), list.Select(line => int.Parse(line.Split("  ")[0], null)));
        Assert.All(list.Concat(export), line => Assert.DoesNotContain(line, character => !IsPlain(character)));
        Assert.Contains(list, line => line.Contains(@"\u{001b}", StringComparison.Ordinal) || line.Contains(@"\u001b", StringComparison.Ordinal) || line.Contains(@"\u{202e}", StringComparison.Ordinal));
        Assert.Equal(0, (await tandem.RunAsync("events", "verify")).ExitCode);
    }

    private async Task<string[]> LinesAsync(params string[] words) => (await tandem.SucceedAsync(words)).TrimEnd('\n').Split('\n');

    // What a well-behaved client would not send: the bytes go out as they are, but for what would end the header line.
    private async Task SendAsync(TestServer server, string endpoint, string userAgent, object? body, params (string Name, string Value)[] headers)
    {
        var json = body is null ? "" : JsonSerializer.Serialize(body);
        var request = new StringBuilder($"POST /api/auth/{endpoint} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\n");
        // Each from an address of its own: what one address is refused is written once a minute.
        var from = $"203.0.113.{Interlocked.Increment(ref callers)}";
        foreach (var (name, value) in headers.Append(("User-Agent", userAgent)).Append(("X-Forwarded-For", from)))
            request.Append($"{name}: {string.Concat(value.Where(character => character is not ('\r' or '\n' or '\0')))}\r\n");
        if (json.Length > 0)
            request.Append("Content-Type: application/json\r\n");
        request.Append($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()));
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static bool IsPlain(char character) => character is >= ' ' and <= '~' || char.IsLetter(character) || char.IsSymbol(character);
}
