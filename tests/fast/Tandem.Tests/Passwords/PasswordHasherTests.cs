using System.Diagnostics.Metrics;

using Tandem.Passwords;
using Tandem.Testing;

namespace Tandem.Tests.Passwords;

public sealed class PasswordHasherTests : IDisposable
{
    private static readonly byte[] Right = "right"u8.ToArray();
    private static readonly byte[] Wrong = "wrong"u8.ToArray();
    private readonly GatedAlgorithm algorithm = new();
    private readonly Meter meter = new("Tandem");
    private readonly PasswordHasher hasher;
    private readonly string hash;

    public PasswordHasherTests()
    {
        hasher = new PasswordHasher(new PasswordAlgorithms(algorithm), maxConcurrentHashes: 2, new SeededRandom(1), meter);
        hash = algorithm.Hash(Right);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        meter.Dispose();
        algorithm.Dispose();
    }

    [Fact]
    public async Task With_two_slots_two_run_sixteen_wait_and_the_nineteenth_is_turned_away_at_once()
    {
        var running = await TakeAsync(2);
        var waiting = Enumerable.Range(0, 16).Select(_ => hasher.AcquireAsync(Cancellation)).ToList();
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        var nineteenth = hasher.AcquireAsync(Cancellation);
        Assert.True(nineteenth.IsFaulted);
        await Assert.ThrowsAsync<HashingBusyException>(() => nineteenth);

        running[0].Dispose();
        (await waiting[0]).Dispose();
        running[1].Dispose();
        foreach (var task in waiting.Skip(1))
            (await task).Dispose();
        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task Whoever_came_first_is_served_first()
    {
        var running = await TakeAsync(2);
        var waiting = Enumerable.Range(0, 16).Select(_ => hasher.AcquireAsync(Cancellation)).ToList();
        var slot = running[0];
        for (var i = 0; i < waiting.Count; i++)
        {
            slot.Dispose();
            slot = await waiting[i];
            Assert.All(waiting.Skip(i + 1), task => Assert.False(task.IsCompleted));
        }

        slot.Dispose();
        running[1].Dispose();
        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_place_to_another()
    {
        var running = await TakeAsync(2);
        using var giveUp = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 15).Select(_ => hasher.AcquireAsync(giveUp.Token)).ToList();
        var staying = hasher.AcquireAsync(Cancellation);
        await giveUp.CancelAsync();
        foreach (var task in leaving)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hasher.AcquireAsync(giveUp.Token));

        running[0].Dispose();
        (await staying).Dispose();
        running[1].Dispose();
        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task Giving_up_in_the_moment_of_being_served_loses_no_slot()
    {
        for (var i = 0; i < 500; i++)
        {
            var running = await TakeAsync(2);
            using var giveUp = new CancellationTokenSource();
            var waiting = hasher.AcquireAsync(giveUp.Token);
            await Task.WhenAll(Task.Run(running[0].Dispose, Cancellation), Task.Run(giveUp.Cancel, Cancellation));
            try
            {
                (await waiting).Dispose();
            }
            catch (OperationCanceledException)
            {
                // The other of the two good ends.
            }

            running[1].Dispose();
        }

        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task A_slot_verifies_a_right_and_a_wrong_password_on_a_thread_of_its_own()
    {
        using var slot = await hasher.AcquireAsync(Cancellation);
        Assert.True(await slot.VerifyAsync(hash, Right));
        Assert.False(await slot.VerifyAsync(hash, Wrong));
        Assert.Equal(hash, await slot.HashAsync(Right));
        Assert.False(algorithm.OnPoolThread);
    }

    [Fact]
    public async Task Nobodys_password_is_compared_with_a_hash_of_the_current_algorithm_and_never_matches()
    {
        using var slot = await hasher.AcquireAsync(Cancellation);
        Assert.False(await slot.VerifyDummyAsync(Right));
        Assert.Matches("^\\$gated\\$[0-9A-F]{64}$", Assert.Single(algorithm.Verified));
    }

    [Fact]
    public async Task A_hash_nobody_can_read_costs_a_dummy_evaluation()
    {
        using var slot = await hasher.AcquireAsync(Cancellation);
        Assert.False(await slot.VerifyAsync("$2b$12$whatever", Right));
        Assert.Single(algorithm.Verified);
        Assert.Equal(0, hasher.Evaluations);
    }

    [Fact]
    public async Task A_slot_given_back_while_its_work_runs_is_free_when_the_work_has_ended()
    {
        algorithm.Open = false;
        var other = await hasher.AcquireAsync(Cancellation);
        var slot = await hasher.AcquireAsync(Cancellation);
        var work = slot.VerifyAsync(hash, Right);
        await algorithm.EnteredAsync();
        slot.Dispose();
        slot.Dispose();
        var next = hasher.AcquireAsync(Cancellation);
        Assert.False(next.IsCompleted);
        algorithm.Release();
        Assert.True(await work);
        (await next).Dispose();
        other.Dispose();
        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task Work_that_fails_gives_its_slot_back_all_the_same()
    {
        algorithm.Failure = new HashingBusyException("no memory");
        using (var slot = await hasher.AcquireAsync(Cancellation))
            await Assert.ThrowsAsync<HashingBusyException>(() => slot.VerifyAsync(hash, Right));
        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task However_many_come_never_more_than_two_run()
    {
        async Task SignInAsync()
        {
            using var slot = await hasher.AcquireAsync(Cancellation);
            Assert.True(await slot.VerifyAsync(hash, Right));
        }

        for (var round = 0; round < 20; round++)
            await Task.WhenAll(Enumerable.Range(0, 18).Select(_ => SignInAsync()));
        Assert.InRange(algorithm.Peak, 1, 2);
        Assert.Equal(360, hasher.Evaluations);
        await AssertAllFreeAsync();
    }

    [Fact]
    public async Task A_slot_does_one_thing_at_a_time_and_nothing_once_given_back()
    {
        algorithm.Open = false;
        var slot = await hasher.AcquireAsync(Cancellation);
        var work = slot.VerifyAsync(hash, Right);
        await Assert.ThrowsAsync<InvalidOperationException>(() => slot.VerifyAsync(hash, Right));
        algorithm.Release();
        Assert.True(await work);
        slot.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => slot.VerifyAsync(hash, Right));
    }

    [Fact]
    public async Task A_password_longer_than_allowed_never_reaches_an_algorithm()
    {
        using var slot = await hasher.AcquireAsync(Cancellation);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => slot.VerifyAsync(hash, new byte[Password.MaximumLength + 1]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => slot.VerifyDummyAsync(new byte[Password.MaximumLength + 1]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => slot.HashAsync(new byte[Password.MaximumLength + 1]));
        Assert.False(await slot.VerifyAsync(hash, new byte[Password.MaximumLength]));
    }

    [Fact]
    public async Task Evaluations_are_counted_and_dummies_told_apart()
    {
        using var listener = new MeterListener();
        var counted = new List<(long, bool)>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            Assert.Equal("tandem.password.evaluations", instrument.Name);
            Assert.Equal("dummy", tags[0].Key);
            counted.Add((value, (bool)tags[0].Value!));
        });
        listener.Start();
        using var slot = await hasher.AcquireAsync(Cancellation);
        await slot.VerifyAsync(hash, Right);
        await slot.VerifyAsync(hash, Wrong);
        await slot.VerifyDummyAsync(Wrong);
        await slot.HashAsync(Right);
        Assert.Equal([(1, false), (1, false), (1, true)], counted);
        Assert.Equal(2, hasher.Evaluations);
    }

    [Fact]
    public void By_default_there_are_as_many_slots_as_processors()
    {
        var byDefault = new PasswordHasher(new PasswordAlgorithms(algorithm), null, new SeededRandom(1), meter);
        var places = Environment.ProcessorCount * (1 + PasswordHasher.QueuePerSlot);
        var tasks = Enumerable.Range(0, places).Select(_ => byDefault.AcquireAsync(Cancellation)).ToList();
        Assert.Equal(Environment.ProcessorCount, tasks.Count(task => task.IsCompletedSuccessfully));
        Assert.DoesNotContain(tasks, task => task.IsFaulted);
        Assert.True(byDefault.AcquireAsync(Cancellation).IsFaulted);
    }

    private async Task<List<HashingSlot>> TakeAsync(int count)
    {
        var slots = new List<HashingSlot>();
        for (var i = 0; i < count; i++)
            slots.Add(await hasher.AcquireAsync(Cancellation));
        return slots;
    }

    private async Task AssertAllFreeAsync()
    {
        var slots = await TakeAsync(2);
        using var giveUp = new CancellationTokenSource();
        var third = hasher.AcquireAsync(giveUp.Token);
        Assert.False(third.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        slots.ForEach(slot => slot.Dispose());
    }
}
