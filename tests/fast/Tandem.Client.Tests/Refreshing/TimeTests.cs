using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

public sealed class TimeTests : ClientTest
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(900);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task An_access_token_is_used_to_the_last_millisecond_and_no_longer()
    {
        var client = await SignedInAsync();
        Time.Advance(Lifetime - Millisecond);
        Assert.Equal("s1.1", await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(0, Server.Refreshes);

        Time.Advance(Millisecond);
        Assert.Equal("s1.2", await client.Session.GetAccessTokenAsync(Cancellation));
    }

    [Fact]
    public async Task One_that_has_run_out_is_renewed_before_the_request()
    {
        var client = await SignedInAsync();
        Time.Advance(Lifetime);

        Assert.Equal(200, await client.StatusAsync("/api/me"));
        Assert.Equal(["/api/auth/refresh", "/api/me"], Server.Paths);
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task A_jump_of_the_wall_clock_changes_nothing(int days)
    {
        var client = await SignedInAsync();
        Time.SetWallClock(TimeSpan.FromDays(days));
        Time.Advance(Lifetime - Millisecond);
        Assert.Equal("s1.1", await client.Session.GetAccessTokenAsync(Cancellation));

        Time.SetWallClock(TimeSpan.FromDays(-days));
        Time.Advance(Millisecond);
        Assert.Equal("s1.2", await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(1, Server.Refreshes);
    }

    [Theory]
    [InlineData(365, 1)]
    [InlineData(-365, 0)]
    public async Task A_jump_between_two_runs_costs_a_refresh_at_most(int days, int refreshes)
    {
        var first = await SignedInAsync();
        Time.SetWallClock(TimeSpan.FromDays(days));
        var second = Client(options => options.TokenStore = first.Store);

        Assert.NotNull(await second.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(refreshes, Server.Refreshes);
        // Set back by a year, it still believes in the token for no longer than its whole life.
        Time.Advance(Lifetime);
        Assert.Equal(200, await second.StatusAsync("/api/me"));
        Assert.Equal(refreshes + 1, Server.Refreshes);
    }

    [Fact]
    public async Task A_refresh_is_given_up_after_12_s_and_its_connection_closed()
    {
        var client = await SignedInAsync();
        var refresh = Server.Hold("/api/auth/refresh");
        var outcome = client.Session.RefreshAsync(Cancellation);
        await refresh.Arrived;
        Time.Advance(TimeSpan.FromSeconds(12) - Millisecond);
        Assert.Equal(SessionStatus.Authenticated, client.Now.Status);
        Time.Advance(Millisecond);

        Assert.Equal("timed_out", (await Assert.ThrowsAsync<TransientException>(() => outcome)).Code);
        await refresh.Gone;
        Assert.Equal((SessionStatus.Stale, "s1"), (client.Now.Status, client.Now.Session?.Id));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task One_that_was_under_way_while_the_machine_slept_is_aborted_and_sent_again(int minutes)
    {
        var client = await SignedInAsync();
        var refresh = Server.HoldAnswer("/api/auth/refresh");
        var outcome = client.Session.RefreshAsync(Cancellation);
        await refresh.Arrived;
        Server.On("/api/auth/refresh");
        // The monotonic clock stands still meanwhile, as on Linux.
        Time.SetWallClock(TimeSpan.FromMinutes(minutes));
        Time.Advance(TimeSpan.FromSeconds(1));

        await refresh.Gone;
        Assert.Equal(3, (await outcome).Session!.Generation);
        Assert.Equal(2, Server.Refreshes);
        Assert.Equal(["Refreshed 3"], client.Story);
    }

    [Fact]
    public async Task One_that_takes_long_while_the_clock_is_put_right_is_left_alone()
    {
        var client = await SignedInAsync();
        var refresh = Server.Hold("/api/auth/refresh");
        var outcome = client.Session.RefreshAsync(Cancellation);
        await refresh.Arrived;
        Time.SetWallClock(TimeSpan.FromSeconds(5));
        Time.Advance(TimeSpan.FromSeconds(11));
        refresh.Release();

        Assert.Equal(2, (await outcome).Session!.Generation);
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task It_is_limited_until_its_last_byte_has_come()
    {
        var client = await SignedInAsync();
        var begun = new TaskCompletionSource();
        Server.On("/api/auth/refresh", async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("{\"accessToken\":"u8.ToArray());
            await context.Response.Body.FlushAsync();
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var outcome = client.Session.RefreshAsync(Cancellation);
        await begun.Task;
        Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("timed_out", (await Assert.ThrowsAsync<TransientException>(() => outcome)).Code);
    }

    [Fact]
    public async Task It_is_limited_even_if_the_handler_ignores_its_cancellation()
    {
        using var deaf = new DeafHandler();
        var client = await SignedInAsync();
        var other = Client(options => (options.TokenStore, options.AuthHandler) = (client.Store, deaf));
        var outcome = other.Session.RefreshAsync(Cancellation);
        await deaf.Called.Task;
        Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("timed_out", (await Assert.ThrowsAsync<TransientException>(() => outcome)).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12_001)]
    public void The_limit_is_12_s_at_most(int milliseconds) => Assert.Contains(
        "RequestTimeout",
        Assert.Throws<ConfigurationException>(() => Client(options => options.RequestTimeout = TimeSpan.FromMilliseconds(milliseconds))).Message,
        StringComparison.Ordinal);

    private sealed class DeafHandler : HttpMessageHandler
    {
        public TaskCompletionSource Called { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Called.TrySetResult();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
