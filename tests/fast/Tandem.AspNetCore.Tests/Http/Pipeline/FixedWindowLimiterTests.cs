using System.Net;

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
    public void When_its_places_are_taken_the_addresses_of_the_largest_network_are_counted_together_and_newcomers_by_themselves()
    {
        var counter = new FixedWindowLimiter(time, limit: 2, capacity: 10);
        Assert.Null(Exceeds(counter, "192.0.2.1"));
        for (var flood = 0; flood < 1000; flood++)
            Exceeds(counter, $"2001:db8:0:{flood:x}::1");

        Assert.NotNull(Exceeds(counter, "2001:db8:0:3ff::1"));
        for (var newcomer = 1; newcomer < 6; newcomer++)
        {
            Assert.Null(Exceeds(counter, $"2001:db8:{newcomer:x}::1"));
            Assert.Null(Exceeds(counter, $"2001:db8:{newcomer:x}::1"));
            Assert.NotNull(Exceeds(counter, $"2001:db8:{newcomer:x}::1"));
        }

        Assert.Null(Exceeds(counter, "192.0.2.1"));
        Assert.NotNull(Exceeds(counter, "192.0.2.1"));
    }

    [Fact]
    public void A_whole_48_that_fills_the_table_takes_the_sign_in_from_nobody_else()
    {
        var counter = new FixedWindowLimiter(time, limit: 30);
        for (var flood = 0; flood < 65_536; flood++)
            Exceeds(counter, $"2001:db8:77:{flood:x}::1");

        Assert.NotNull(Exceeds(counter, "2001:db8:77:abcd::2"));
        foreach (var other in new[] { "2001:db8:78::1", "2001:db9::1", "203.0.113.9", "203.0.114.9" })
        {
            for (var request = 0; request < 30; request++)
                Assert.Null(Exceeds(counter, other));
            Assert.NotNull(Exceeds(counter, other));
        }
    }

    [Theory]
    [InlineData("2001:db8:{0:x}:{1:x}::1", "2001:db9::1")]
    [InlineData("2001:db8:{1:x}:{0:x}::1", "2001:dbf::1")]
    [InlineData("10.{0}.{1}.1", "11.0.0.1")]
    public void Wherever_a_flood_comes_from_within_a_network_others_have_counts_of_their_own(string form, string other)
    {
        var counter = new FixedWindowLimiter(time, limit: 2, capacity: 1000);
        for (var flood = 0; flood < 60_000; flood++)
            Exceeds(counter, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, flood >> 8, flood & 0xff));

        Assert.Null(Exceeds(counter, other));
        Assert.Null(Exceeds(counter, other));
        Assert.NotNull(Exceeds(counter, other));
        Assert.InRange(counter.Keys, 1, 1000);
    }

    [Fact]
    public void Joining_forgets_no_request()
    {
        var counter = new FixedWindowLimiter(time, limit: 5, capacity: 4);
        for (var address = 1; address <= 4; address++)
            Assert.Null(Exceeds(counter, $"192.0.2.{address}"));

        Assert.Null(Exceeds(counter, "192.0.2.5"));
        Assert.NotNull(Exceeds(counter, "192.0.2.1"));
        Assert.NotNull(Exceeds(counter, "192.0.2.9"));
    }

    [Fact]
    public void What_belongs_to_no_network_is_counted_together_beyond_the_places_and_nothing_goes_uncounted()
    {
        var counter = new FixedWindowLimiter(time, limit: 2, capacity: 3);
        var passed = Enumerable.Range(0, 10_000).Count(flood => counter.Exceeds($"a{flood}") is null);

        Assert.Equal(4, counter.Keys);
        Assert.Equal(3 + 2, passed);
    }

    [Fact]
    public void When_the_flood_is_over_its_places_are_free_and_addresses_are_counted_by_themselves_again()
    {
        var counter = new FixedWindowLimiter(time, limit: 1, capacity: 3);
        for (var flood = 0; flood < 100; flood++)
            Exceeds(counter, $"192.0.2.{flood}");

        time.Advance(FixedWindowLimiter.Window);

        foreach (var later in new[] { "192.0.2.1", "192.0.2.2", "192.0.2.3" })
            Assert.Null(Exceeds(counter, later));
        Assert.Equal(3, counter.Keys);
    }

    [Fact]
    public void A_million_addresses_in_a_minute_take_less_than_twenty_megabytes()
    {
        var counter = new FixedWindowLimiter(time, limit: 30);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        // From all over the world: each network has few of them.
        var address = new byte[4];
        for (var flood = 0u; flood < 1_000_000; flood++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(address, flood * 2_654_435_761u);
            counter.Exceeds(CountedKey.Of(new IPAddress(address), ""));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 20_000_000);
        Assert.InRange(counter.Keys, 1, FixedWindowLimiter.DefaultCapacity);
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

    private static TimeSpan? Exceeds(FixedWindowLimiter counter, string address) =>
        counter.Exceeds(CountedKey.Of(IPAddress.Parse(address), ""));
}
