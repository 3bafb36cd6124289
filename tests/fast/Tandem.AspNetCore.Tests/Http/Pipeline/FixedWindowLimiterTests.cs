using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Testing;

namespace Tandem.AspNetCore.Tests.Http.Pipeline;

/// <summary>The counter behind the rate limits: its window, and what a flood of more keys than it has places for comes to. E9, K3.</summary>
[Trait("requirement", "K3")]
[Collection(typeof(AloneInTheProcess))]
public sealed class FixedWindowLimiterTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private readonly ManualTimeProvider time = new();

    [Fact]
    public void A_window_begins_with_the_first_request_and_lasts_a_minute()
    {
        var counter = new FixedWindowLimiter(time, limit: 2);
        Assert.Null(counter.Exceeds("a"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(counter.Exceeds("a"));
        Assert.Equal(TimeSpan.FromSeconds(1), counter.Exceeds("a"));

        time.Advance(TimeSpan.FromSeconds(1) - Millisecond);
        Assert.Equal(Millisecond, counter.Exceeds("a"));
        time.Advance(Millisecond);
        Assert.Null(counter.Exceeds("a"));
    }

    [Fact]
    public void What_was_refused_does_not_prolong_the_wait()
    {
        var counter = new FixedWindowLimiter(time, limit: 1);
        for (var request = 0; request < 60; request++)
        {
            Assert.Equal(request > 0, counter.Exceeds("a") is not null);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(counter.Exceeds("a"));
    }

    [Fact]
    public void Beyond_its_places_keys_are_counted_with_their_network_and_those_known_before_keep_their_own_count()
    {
        var counter = new FixedWindowLimiter(time, limit: 2, capacity: 3);
        foreach (var early in new[] { "a", "b", "c" })
            Assert.Null(counter.Exceeds(early, "first"));

        Assert.Null(counter.Exceeds("d", "flood"));
        Assert.Null(counter.Exceeds("e", "flood"));
        Assert.NotNull(counter.Exceeds("f", "flood"));
        Assert.Null(counter.Exceeds("g", "another"));
        Assert.Null(counter.Exceeds("a", "first"));
        Assert.NotNull(counter.Exceeds("a", "first"));
    }

    [Fact]
    public void Beyond_the_places_for_networks_the_rest_is_counted_together_and_nothing_goes_uncounted()
    {
        var counter = new FixedWindowLimiter(time, limit: 2, capacity: 3);
        var passed = Enumerable.Range(0, 10_000).Count(flood => counter.Exceeds($"a{flood}", $"n{flood}") is null);

        Assert.Equal(7, counter.Keys);
        // One for each key and each network that had a place, two for all others together.
        Assert.Equal(3 + 3 + 2, passed);
    }

    [Fact]
    public void When_the_flood_is_over_its_places_are_free_and_keys_are_counted_by_themselves_again()
    {
        var counter = new FixedWindowLimiter(time, limit: 1, capacity: 3);
        for (var flood = 0; flood < 100; flood++)
            counter.Exceeds($"a{flood}", "n");

        time.Advance(FixedWindowLimiter.Window);

        foreach (var later in new[] { "x", "y", "z" })
            Assert.Null(counter.Exceeds(later, "n"));
        Assert.Equal(3, counter.Keys);
    }

    [Fact]
    public void A_million_addresses_in_a_minute_take_less_than_twenty_megabytes()
    {
        var counter = new FixedWindowLimiter(time, limit: 30);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var flood = 0; flood < 1_000_000; flood++)
            counter.Exceeds($"2001:db8:{flood >> 8:x}:{flood & 0xff:x}::/64", $"2001:{flood >> 4:x}::/32");

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 20_000_000);
        Assert.Equal((2 * FixedWindowLimiter.DefaultCapacity) + 1, counter.Keys);
    }

    [Fact]
    public async Task Racing_requests_are_counted_exactly()
    {
        var counter = new FixedWindowLimiter(time, limit: 500);
        var passed = 0;
        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, (_, _) =>
        {
            if (counter.Exceeds("a") is null)
                Interlocked.Increment(ref passed);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(500, passed);
    }
}
