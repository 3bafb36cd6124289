using System.Diagnostics;
using System.Net;

namespace Tandem.Server.Tests.Overload;

/// <summary>Clients that hold on to connections: closed within a bound, while others are served. K5, ASVS 13.1.2.</summary>
[Trait("requirement", "K5")]
public sealed class SlowClientTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    // The limit, and what a busy machine and the web server's own clock, which ticks once a second, add to it.
    private static readonly TimeSpan HeaderBound = TimeSpan.FromSeconds(10 + 10);
    private static readonly TimeSpan BodyBound = TimeSpan.FromSeconds(5 + 15);

    private TestServer Server => served.Server;

    [Fact]
    public async Task A_header_byte_a_second_is_broken_off_after_ten_seconds_and_a_body_byte_a_second_after_five()
    {
        using var header = await RawConnection.OpenAsync(Server.Url);
        using var body = await RawConnection.OpenAsync(Server.Url);
        using var chunks = await RawConnection.OpenAsync(Server.Url);
        var slow = new[]
        {
            TrickleAsync(header, "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ", "a", HeaderBound),
            TrickleAsync(body, Login("Content-Length: 200"), " ", BodyBound),
            TrickleAsync(chunks, Login("Transfer-Encoding: chunked"), "1\r\n \r\n", BodyBound),
        };

        do
            Assert.Equal(HttpStatusCode.OK, await Server.StatusAsync("/healthz"));
        while (!Task.WhenAll(slow).IsCompleted);

        var took = await Task.WhenAll(slow);
        Assert.All(took, time => Assert.True(time > TimeSpan.FromSeconds(4), $"closed after {time}"));
    }

    [Fact]
    public async Task Five_hundred_half_sent_requests_do_not_stop_a_refresh()
    {
        await served.Installation.CreateUserAsync("slow@example.com");
        var signedIn = await Server.SignInAsync("slow@example.com");
        var held = new List<RawConnection>();
        try
        {
            for (var number = 0; number < 500; number++)
            {
                held.Add(await RawConnection.OpenAsync(Server.Url));
                await held[^1].TrySendAsync(number % 2 == 0 ? "POST /api/auth/refresh HTTP/1.1\r\nHost: a\r\nX-Slow: " : Login("Content-Length: 200") + "{");
            }

            for (var refresh = 0; refresh < 20; refresh++)
            {
                var watch = Stopwatch.StartNew();
                signedIn = await TestServer.SignedInAsync(await Server.RefreshAsync(signedIn.Cookie));
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"a refresh took {watch.Elapsed}");
            }

            var closed = Stopwatch.StartNew();
            await Task.WhenAll(held.Select(connection => connection.ReadToEndAsync()));
            Assert.True(closed.Elapsed < HeaderBound, $"the last was closed after {closed.Elapsed}");
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }
    }

    private static string Login(string length) => $"POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{length}\r\n\r\n";

    // How long until the server has closed the connection.
    private static async Task<TimeSpan> TrickleAsync(RawConnection connection, string start, string drop, TimeSpan bound)
    {
        var watch = Stopwatch.StartNew();
        await connection.TrySendAsync(start);
        var closed = connection.ReadToEndAsync();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!closed.IsCompleted)
        {
            await second.WaitForNextTickAsync();
            await connection.TrySendAsync(drop);
            Assert.True(watch.Elapsed < bound, $"still open after {watch.Elapsed}");
        }

        Assert.All(await closed, answer => Assert.InRange(answer.Status, 400, 408));
        return watch.Elapsed;
    }
}
