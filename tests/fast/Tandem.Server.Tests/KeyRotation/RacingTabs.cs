using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>Tabs of one session that present one token at the same moment, again and again.</summary>
internal sealed class RacingTabs(TestServer server, string delivery)
{
    private const int Tabs = 6;

    private readonly ConcurrentQueue<string> complaints = new();
    private string token = "";
    private long generation;

    /// <summary>What did not go as it must.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public long Generation => Interlocked.Read(ref generation);

    public int Races { get; private set; }

    public async Task SignInAsync(string email)
    {
        using var response = await server.Http.PostAsJsonAsync(
            new Uri(server.Url, "/api/auth/login"), new { email, password = TestInstallation.Password, delivery });
        Keep(response, await BodyAsync(response));
    }

    /// <summary>One race after the other; the next begins when all tabs have their responses.</summary>
    public async Task RaceAsync(Func<bool> isOver)
    {
        for (; !isOver(); Races++)
        {
            var held = token;
            await Task.WhenAll(Enumerable.Range(0, Tabs).Select(_ => RefreshAsync(held)));
        }
    }

    private async Task RefreshAsync(string held)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/auth/refresh"));
        if (delivery == "body")
            request.Content = JsonContent.Create(new { refreshToken = held });
        else
            request.Headers.Add("Cookie", held);
        using var response = await server.Http.SendAsync(request);
        var body = await BodyAsync(response);
        if (response.StatusCode != HttpStatusCode.OK)
            complaints.Enqueue($"{(int)response.StatusCode}: {body}");
        else if (await server.MeAsync(Keep(response, body)) is not HttpStatusCode.OK and var status)
            complaints.Enqueue($"me: {status}");
    }

    // The access token; the refresh token is kept if it is newer.
    private string Keep(HttpResponseMessage response, JsonElement body)
    {
        var given = delivery == "body"
            ? body.TryGetProperty("refreshToken", out var inBody) ? inBody.GetString() : null
            : response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0] : null;
        var named = body.GetProperty("session").GetProperty("generation").GetInt64();
        lock (complaints)
        {
            if (given is not null && named > generation)
                (token, generation) = (given, named);
        }

        return body.GetProperty("accessToken").GetString()!;
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
