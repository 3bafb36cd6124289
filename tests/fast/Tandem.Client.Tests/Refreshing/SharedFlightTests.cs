using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

public sealed class SharedFlightTests : ClientTest
{
    [Fact]
    public async Task A_caller_that_gives_up_ends_its_own_waiting_and_nobody_elses()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();
        var refresh = Server.Hold("/api/auth/refresh");
        using var impatient = new CancellationTokenSource();
        var first = client.Http.GetAsync("/api/a", impatient.Token);
        await refresh.Arrived;
        var second = client.StatusAsync("/api/b");
        var third = client.Session.RefreshAsync(Cancellation);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        refresh.Release();

        Assert.Equal(200, await second);
        Assert.Equal(2, (await third).Session!.Generation);
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task A_flight_that_everybody_has_left_still_arrives()
    {
        var client = await SignedInAsync();
        var refresh = Server.Hold("/api/auth/refresh");
        using var impatient = new CancellationTokenSource();
        var left = client.Session.RefreshAsync(impatient.Token);
        await refresh.Arrived;
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        refresh.Release();

        await WaitFor.ItAsync(() => client.Now.Session!.Generation == 2);
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task It_ends_for_everybody_when_it_fails()
    {
        var client = await SignedInAsync();
        var refresh = Server.Hold("/api/auth/refresh");
        var waiters = Enumerable.Range(0, 3).Select(_ => client.Session.RefreshAsync(Cancellation)).ToList();
        await refresh.Arrived;
        Time.Advance(TimeSpan.FromSeconds(12));

        foreach (var waiter in waiters)
            Assert.Equal("timed_out", (await Assert.ThrowsAsync<TransientException>(() => waiter)).Code);
        Assert.Equal(["Stale timed_out"], client.Story);
        Assert.Equal(1, Server.Refreshes);
    }
}
