using Tandem.Lockout;
using Tandem.Operations;

namespace Tandem.Storage.Testing;

public abstract class SignInStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly SignInKey Key = SignInKey.ForEmail("owner@example.com");
    private static readonly LockoutPolicy Policy = LockoutPolicy.Default;
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Attempts_are_numbered_up_to_the_limit_and_then_locked()
    {
        for (var number = 1; number <= 5; number++)
            Assert.Equal(number, (await ReserveAsync()).Number);
        Assert.True((await ReserveAsync()).IsLocked);
        Assert.Equal(1, (await SignIns.ReserveAsync(SignInKey.ForEmail("other@example.com"), Now, Policy, Cancellation)).Number);
    }

    [Fact]
    public async Task Of_200_parallel_reservations_exactly_5_are_reserved()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(ReserveAsync, Cancellation)));

        Assert.Equal([1, 2, 3, 4, 5], attempts.Where(attempt => !attempt.IsLocked).Select(attempt => attempt.Number).Order());
    }

    [Fact]
    public async Task A_window_passes_at_its_end_and_not_a_millisecond_before()
    {
        for (var i = 0; i < 5; i++)
            await ReserveAsync();

        Host.Time.Advance(Policy.Window - Millisecond);
        Assert.True((await ReserveAsync()).IsLocked);
        Host.Time.Advance(Millisecond);
        Assert.Equal(1, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task The_last_failure_locks_for_the_duration_and_reports_it_once()
    {
        var attempts = new List<SignInAttempt>();
        for (var i = 0; i < 5; i++)
            attempts.Add(await ReserveAsync());
        Host.Time.Advance(TimeSpan.FromMinutes(14));

        Assert.Equal(["failed"], await GroupsOfAsync(() => FailAsync(attempts[0])));
        Assert.Equal(["failed", "locked"], await GroupsOfAsync(() => FailAsync(attempts[4])));
        Assert.Equal(["failed"], await GroupsOfAsync(() => FailAsync(attempts[4])));
        Assert.Equal(["failed"], await GroupsOfAsync(() => FailAsync(SignInAttempt.Locked)));

        Host.Time.Advance(Policy.Duration - Millisecond);
        Assert.True((await ReserveAsync()).IsLocked);
        Host.Time.Advance(Millisecond);
        Assert.Equal(1, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task A_failure_whose_attempts_were_forgotten_is_reported_and_locks_nothing()
    {
        for (var i = 0; i < 5; i++)
            await ReserveAsync();
        await SignIns.UnlockAsync(Key, Report(), Cancellation);

        Assert.Equal(["failed"], await GroupsOfAsync(() => FailAsync(new SignInAttempt(5))));
        Assert.Equal(1, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task A_locked_attempt_changes_no_counter()
    {
        await ReserveAsync();
        await FailAsync(SignInAttempt.Locked);
        await SignIns.ReleaseAsync(Key, SignInAttempt.Locked, Cancellation);
        Assert.Equal(2, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task A_released_attempt_can_be_reserved_again()
    {
        await ReserveAsync();
        var second = await ReserveAsync();
        await SignIns.ReleaseAsync(Key, second, Cancellation);
        Assert.Equal(2, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task Releasing_the_only_attempt_forgets_the_window()
    {
        await SignIns.ReleaseAsync(Key, await ReserveAsync(), Cancellation);
        Assert.False(await SignIns.UnlockAsync(Key, Report(), Cancellation));
        await SignIns.ReleaseAsync(Key, new SignInAttempt(1), Cancellation);
        Assert.Equal(1, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task Releasing_does_not_lift_a_lock()
    {
        var once = Policy with { MaxFailures = 1 };
        var attempt = await SignIns.ReserveAsync(Key, Now, once, Cancellation);
        await SignIns.FailAsync(Key, attempt, Now, once, Report(), Report(), Cancellation);

        await SignIns.ReleaseAsync(Key, attempt, Cancellation);

        Assert.True((await SignIns.ReserveAsync(Key, Now, once, Cancellation)).IsLocked);
    }

    [Fact]
    public async Task Unlocking_forgets_the_attempts_and_reports_it_where_there_were_any()
    {
        await ReserveAsync();

        Assert.Equal(["unlocked"], await GroupsOfAsync(async () => Assert.True(
            await SignIns.UnlockAsync(Key, Report("unlocked"), Cancellation))));
        Assert.Empty(await GroupsOfAsync(async () => Assert.False(
            await SignIns.UnlockAsync(Key, Report("unlocked"), Cancellation))));
        Assert.Equal(1, (await ReserveAsync()).Number);
    }

    [Fact]
    public async Task Purging_removes_windows_and_locks_that_began_before()
    {
        var locked = new SignInKey("locked");
        var once = Policy with { MaxFailures = 1 };
        var attempt = await SignIns.ReserveAsync(locked, Now, once, Cancellation);
        await ReserveAsync();
        Host.Time.Advance(TimeSpan.FromMinutes(10));
        await SignIns.FailAsync(locked, attempt, Now, once, Report(), Report(), Cancellation);
        var began = Now;
        // Noted without effect: the lock began when it did.
        Assert.True((await SignIns.ReserveAsync(locked, Now, once, Cancellation)).IsLocked);
        Host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, await SignIns.PurgeAsync(began.AddMinutes(-10), 10, Cancellation));
        Assert.Equal(1, await SignIns.PurgeAsync(began, 10, Cancellation));
        Assert.Equal(1, await SignIns.PurgeAsync(began + Millisecond, 10, Cancellation));
    }

    [Fact]
    public async Task Purging_removes_no_more_than_allowed()
    {
        for (var i = 0; i < 5; i++)
            await SignIns.ReserveAsync(new SignInKey($"{i}"), Now, Policy, Cancellation);
        Assert.Equal(3, await SignIns.PurgeAsync(Now + Millisecond, 3, Cancellation));
        Assert.Equal(2, await SignIns.PurgeAsync(Now + Millisecond, 3, Cancellation));
    }

    private Task<SignInAttempt> ReserveAsync() => SignIns.ReserveAsync(Key, Now, Policy, Cancellation);

    private Task FailAsync(SignInAttempt attempt) =>
        SignIns.FailAsync(Key, attempt, Now, Policy, Report("failed"), Report("locked"), Cancellation);

    private async Task<IEnumerable<string>> GroupsOfAsync(Func<Task> action) =>
        (await EventsOfAsync(action)).Select(reported => ((RateLimited)reported).Group);
}
