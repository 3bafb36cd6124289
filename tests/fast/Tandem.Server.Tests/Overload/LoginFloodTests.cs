using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Tandem.Server.Tests.Overload;

/// <summary>
/// Hundreds of sign-ins at once, over many addresses and accounts, through a proxy: answered with 401, 429 or 503, while refreshes and
/// access tokens go on. The bounds are wide, because other tests run beside; docs/performance.md has figures. K3, ASVS 15.2.2.
/// </summary>
[Trait("requirement", "K3")]
public sealed class LoginFloodTests : IDisposable
{
    private const int Attackers = 300;
    private const int Attempts = 4;
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Sign_ins_by_the_hundred_leave_refreshes_and_access_tokens_alone()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync(
            "--Tandem:ForwardedHeaders:KnownProxies=127.0.0.1", "--Tandem:RateLimits:PerAddress:Refresh=1000000", "--Logging:LogLevel:Default=Warning");
        var signedIn = await server.SignInAsync("ada@example.com");

        var flood = Task.WhenAll(Enumerable.Range(0, Attackers).Select(attacker => AttackAsync(server, attacker)));
        var times = new List<TimeSpan>();
        do
        {
            var watch = Stopwatch.StartNew();
            signedIn = await TestServer.SignedInAsync(await server.RefreshAsync(signedIn.Cookie));
            Assert.Equal(HttpStatusCode.OK, await server.MeAsync(signedIn.AccessToken));
            times.Add(watch.Elapsed);
        }
        while (!flood.IsCompleted);

        var answers = (await flood).SelectMany(statuses => statuses).ToList();
        Assert.Equal(Attackers * Attempts, answers.Count);
        Assert.All(answers, status => Assert.True(
            status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, $"{status}"));
        Assert.Contains(HttpStatusCode.Unauthorized, answers);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers);
        // The slowest alone says more about the machine: on a busy one the whole process may wait for seconds.
        times.Sort();
        Assert.True(times[times.Count / 2] < TimeSpan.FromSeconds(1), $"the median of {times.Count} was {times[times.Count / 2]}");
        Assert.True(times[times.Count * 99 / 100] < TimeSpan.FromSeconds(5), $"one in a hundred of {times.Count} took {times[times.Count * 99 / 100]}");
        Assert.True(times[^1] < TimeSpan.FromSeconds(30), $"the slowest of {times.Count} was {times[^1]}");
        using var process = Process.GetProcessById(server.Program.Id);
        Assert.InRange(process.PeakWorkingSet64, 1, 512L * 1024 * 1024);
        // When it is over, the next one is served.
        await server.SignInAsync("ada@example.com");
    }

    [Fact]
    public async Task One_address_that_floods_is_told_to_wait_and_its_neighbour_is_not()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync("--Tandem:ForwardedHeaders:KnownProxies=127.0.0.1", "--Tandem:RateLimits:PerAddress:Login=2");

        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 10; attempt++)
            answers.Add(await TryAsync(server, "203.0.113.7", $"nobody{attempt}@example.com"));

        Assert.Equal(8, answers.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(server, "203.0.113.8", "nobody@example.com"));
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> AttackAsync(TestServer server, int attacker)
    {
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < Attempts; attempt++)
            statuses.Add(await TryAsync(server, $"203.0.{attacker / 100}.{attacker % 100}", $"person{attacker}@example.com"));
        return statuses;
    }

    private static async Task<HttpStatusCode> TryAsync(TestServer server, string address, string email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/auth/login"));
        request.Headers.Add("X-Forwarded-For", address);
        request.Content = JsonContent.Create(new { email, password = "wrong horse battery" });
        using var answer = await server.Http.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(
            answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        return answer.StatusCode;
    }
}
