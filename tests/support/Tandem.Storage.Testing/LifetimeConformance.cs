using Microsoft.Extensions.DependencyInjection;

using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>Opening, health, durability, and other programs on the same database.</summary>
public abstract class LifetimeConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private IStorageLifetime Lifetime => Host.Get<IStorageLifetime>();

    [Fact]
    public async Task Opening_twice_is_harmless()
    {
        var session = await HaveSessionAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Lifetime.OpenAsync(Cancellation)));
        Assert.NotNull(await Sessions.FindAsync(session.Id, Cancellation));
    }

    [Fact]
    public async Task An_open_database_is_healthy_and_asking_writes_nothing()
    {
        Assert.Empty(await EventsOfAsync(async () => Assert.True(await Lifetime.IsHealthyAsync(Cancellation))));
    }

    [Fact]
    public async Task A_closed_database_is_unavailable_and_not_healthy()
    {
        var another = await Host.StartAnotherAsync(Cancellation);
        var (lifetime, sessions) = (another.GetRequiredService<IStorageLifetime>(), another.GetRequiredService<ISessionStore>());
        await another.DisposeAsync();

        Assert.False(await lifetime.IsHealthyAsync(Cancellation));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => sessions.FindAsync(NewId(), Cancellation));
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => sessions.EndAllAsync(NewId(), null, Report(), Cancellation));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        var account = await HaveAccountAsync();
        var rotated = await HaveSessionAsync(account);
        var revoked = await HaveSessionAsync(account);
        await Sessions.TryRotateAsync(new(rotated.Id, rotated.SecretHash, 1, Now, default, rotated.Client), Cancellation);
        await Sessions.TryRevokeAsync(revoked.Id, null, SessionEnd.SignedOut, Report(), Cancellation);
        await SignIns.ReserveAsync(new SignInKey("k"), Now, LockoutPolicy.Default, Cancellation);
        var events = await AllEventsAsync();

        await Host.RestartAsync(Cancellation);

        Assert.Equal(2, (await Sessions.FindAsync(rotated.Id, Cancellation))!.Session.Rotation.Issued);
        Assert.NotNull((await Sessions.FindAsync(revoked.Id, Cancellation))!.Session.RevokedAt);
        Assert.Equal(2, (await SignIns.ReserveAsync(new SignInKey("k"), Now, LockoutPolicy.Default, Cancellation)).Number);
        Assert.Equivalent(events, await AllEventsAsync(), strict: true);
        Assert.Single(await AllRevocationsAsync());
    }

    [Fact]
    public async Task Another_program_sees_what_was_written_and_is_seen()
    {
        await using var another = await Host.StartAnotherAsync(Cancellation);
        var theirs = another.GetRequiredService<ISessionStore>();
        var session = await HaveSessionAsync();

        Assert.True(await theirs.TryRevokeAsync(session.Id, null, SessionEnd.EndedByAdmin, Report(), Cancellation));

        Assert.Equal(SessionEnd.EndedByAdmin, (await Sessions.FindAsync(session.Id, Cancellation))!.Session.RevokedBecause);
        Assert.Null(await Sessions.TryRotateAsync(new(session.Id, session.SecretHash, 1, Now, default, session.Client), Cancellation));
    }

    [Fact]
    public async Task Two_programs_that_write_at_once_lose_nothing()
    {
        await using var another = await Host.StartAnotherAsync(Cancellation);
        var theirs = another.GetRequiredService<IEventStore>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            () => (i % 2 == 0 ? Events : theirs).AppendAsync(Report($"{i}"), Cancellation), Cancellation)));

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), (await AllEventsAsync()).Select(record => record.Sequence));
    }

    [Fact]
    public async Task Of_two_programs_that_rotate_one_token_one_succeeds()
    {
        await using var another = await Host.StartAnotherAsync(Cancellation);
        var theirs = another.GetRequiredService<ISessionStore>();
        var session = await HaveSessionAsync();

        var rotated = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            () => (i % 2 == 0 ? Sessions : theirs).TryRotateAsync(
                new(session.Id, session.SecretHash, 1, Now, TimeSpan.FromMinutes(1), session.Client), Cancellation),
            Cancellation)));

        Assert.Single(rotated, outcome => outcome is not null);
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Events.AppendAsync(Report(), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Events.ReadAsync(0, 1, cancelled.Token));

        Assert.Empty(await AllEventsAsync());
    }
}
