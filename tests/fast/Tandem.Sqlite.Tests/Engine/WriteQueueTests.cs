using System.Diagnostics;

using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class WriteQueueTests
{
    private readonly WriteQueue queue = new(capacity: 3);

    [Fact]
    public void Writes_that_yield_are_taken_last()
    {
        var yielding = Add(yields: true);
        var first = Add();
        var second = Add();

        Assert.Same(first, queue.Take());
        Assert.Same(second, queue.Take());
        Assert.Same(yielding, queue.Take());
        Assert.Null(queue.Take());
    }

    [Fact]
    public void A_write_that_yields_waits_for_the_next_that_does_not_when_one_has_just_come()
    {
        var since = Stopwatch.GetTimestamp();
        Add();
        queue.Take();
        var yielding = Add(yields: true);

        Assert.True(queue.Wait());

        Assert.True(Stopwatch.GetElapsedTime(since) >= WriteQueue.Patience, "It did not wait.");
        Assert.Same(yielding, queue.Take());
    }

    [Fact]
    public void Writes_of_both_kinds_count_against_the_capacity()
    {
        Add();
        Add(yields: true);
        Add();

        Assert.False(queue.TryAdd(New(yields: false)));
        Assert.False(queue.TryAdd(New(yields: true)));
    }

    [Fact]
    public void A_closed_queue_gives_what_waits_and_then_ends()
    {
        Add();
        queue.Take();
        var yielding = Add(yields: true);
        queue.Close();

        Assert.False(queue.TryAdd(New(yields: false)));
        Assert.True(queue.Wait());
        Assert.Same(yielding, queue.Take());
        Assert.False(queue.Wait());
    }

    private static PendingWrite<int> New(bool yields) => new(_ => 0, needsSavepoint: false, yields: yields);

    private PendingWrite<int> Add(bool yields = false)
    {
        var write = New(yields);
        Assert.True(queue.TryAdd(write));
        return write;
    }
}
