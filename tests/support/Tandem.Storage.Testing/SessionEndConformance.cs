using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>How sessions end: one, all of an account, and when their rows go.</summary>
public abstract class SessionEndConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly RotationState At = new(7, 5, 4, DateTimeOffset.UnixEpoch, 2);
    private static readonly ClientInfo Elsewhere = new("Browser/2.0", "198.51.100.0/24");

    [Fact]
    public async Task Revoking_leaves_a_tombstone_tells_the_feed_and_writes_the_event()
    {
        var session = await HaveSessionAsync();
        Host.Time.Advance(TimeSpan.FromHours(1));

        var events = await EventsOfAsync(async () => Assert.True(
            await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report("revoked"), Cancellation)));

        Assert.Equal([Report("revoked")], events);
        Assert.Equivalent(
            session with { RevokedAt = Now, RevokedBecause = SessionEnd.SignedOut }, await FindAsync(session.Id), strict: true);
        Assert.Equal([new RevocationEntry(1, Now, session.Id, null, 0)], await AllRevocationsAsync());
    }

    [Fact]
    public async Task Revoking_again_changes_nothing_and_keeps_the_first_reason()
    {
        var session = await HaveSessionAsync();
        await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation);

        Assert.Empty(await EventsOfAsync(async () =>
        {
            Assert.False(await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.Reused, Report(), Cancellation));
            Assert.False(await Sessions.TryRevokeAsync(NewId(), null, SessionEnd.Reused, Report(), Cancellation));
        }));
        Assert.Equal(SessionEnd.SignedOut, (await FindAsync(session.Id)).RevokedBecause);
        Assert.Single(await AllRevocationsAsync());
    }

    [Fact]
    public async Task Revoking_from_the_rows_own_counters_succeeds()
    {
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Rotation = At });
        Assert.True(await Sessions.TryRevokeAsync(session.Id, At, SessionEnd.Reused, Report(), Cancellation));
        var fresh = await HaveSessionAsync();
        Assert.True(await Sessions.TryRevokeAsync(fresh.Id, fresh.Rotation, SessionEnd.Reused, Report(), Cancellation));
    }

    [Fact]
    public async Task A_revoked_session_does_not_rotate()
    {
        var session = await HaveSessionAsync();
        await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation);
        Assert.Null(await Sessions.TryRotateAsync(new(session.Id, session.SecretHash, 1, Now, default, Elsewhere), Cancellation));
    }

    [Fact]
    public async Task Ending_all_spares_the_kept_and_those_of_others_and_changes_no_other_row()
    {
        var account = await HaveAccountAsync();
        var kept = await HaveSessionAsync(account);
        var ended = new[] { await HaveSessionAsync(account), await HaveSessionAsync(account) };
        var others = await HaveSessionAsync();
        var revokedBefore = await HaveSessionAsync(account);
        await Sessions.TryRevokeAsync(revokedBefore.Id, null, SessionEnd.SignedOut, Report(), Cancellation);

        IReadOnlyList<RevocationEntry> feed = [];
        var events = await EventsOfAsync(async () => feed = await RevocationsOfAsync(async () => Assert.Equal(
            Raised, await Sessions.EndAllAsync(account.Id, kept.Id, Report("all"), Cancellation))));

        Assert.Equal([Report("all")], events);
        Assert.Equal([(Now, null, account.Id, Raised)], feed.Select(entry => (entry.At, entry.SessionId, entry.AccountId!.Value, entry.Epoch)));
        Assert.False(feed[0].EndsSessions);
        var raised = (await Accounts.FindAsync(account.Id, Cancellation))!;
        Assert.Equal((Raised, Raised), (raised.Epoch, raised.SessionEpoch));
        foreach (var session in ended)
        {
            Assert.Equivalent(session, await FindAsync(session.Id), strict: true);
            Assert.Equal(SessionEnd.AccountChanged, await EndOfAsync(session));
            Assert.Null(await Sessions.TryRotateAsync(new(session.Id, session.SecretHash, 1, Now, default, Elsewhere), Cancellation));
        }

        Assert.Null(await EndOfAsync(kept));
        Assert.NotNull(await Sessions.TryRotateAsync(new(kept.Id, kept.SecretHash, 1, Now, default, Elsewhere), Cancellation));
        Assert.Null(await EndOfAsync(others));
        Assert.Equal(SessionEnd.SignedOut, await EndOfAsync(revokedBefore));
        Assert.Equal([kept.Id], (await LivingAsync(account)).Select(session => session.Id));
    }

    [Fact]
    public async Task Ending_all_keeps_no_session_that_had_ended_or_is_somebody_elses()
    {
        var account = await HaveAccountAsync();
        var behind = await HaveSessionAsync(account);
        var revoked = await HaveSessionAsync(account);
        var others = await HaveSessionAsync();
        await Sessions.TryRevokeAsync(revoked.Id, null, SessionEnd.SignedOut, Report(), Cancellation);
        await Sessions.EndAllAsync(account.Id, null, Report(), Cancellation);
        Assert.True((await AllRevocationsAsync())[^1].EndsSessions);

        foreach (var session in new[] { behind, revoked, others })
            await Sessions.EndAllAsync(account.Id, session.Id, Report(), Cancellation);

        Assert.Equal(SessionEnd.AccountChanged, await EndOfAsync(behind));
        Assert.Equal(SessionEnd.SignedOut, await EndOfAsync(revoked));
        Assert.Equal(1, (await FindAsync(others.Id)).SessionEpoch);
    }

    [Fact]
    public async Task Ending_all_of_an_unknown_account_writes_nothing() => Assert.Empty(await EventsOfAsync(async () =>
        Assert.Null(await Sessions.EndAllAsync(NewId(), null, Report(), Cancellation))));

    [Fact]
    public async Task Purging_removes_only_what_would_have_expired_before()
    {
        var account = await HaveAccountAsync();
        var before = Now;
        var gone = new[]
        {
            await HaveSessionAsync(account, s => s with { CreatedAt = before.AddDays(-7).AddMilliseconds(-1) }),
            await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = before.AddMilliseconds(-1) }),
            await HaveSessionAsync(account, s => s with { Rotation = At with { RotatedAt = before.AddDays(-8) } }),
        };
        var kept = new[]
        {
            await HaveSessionAsync(account, s => s with { CreatedAt = before.AddDays(-7) }),
            await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = before }),
            await HaveSessionAsync(account, s => s with { CreatedAt = before.AddDays(-30), Rotation = At with { RotatedAt = before } }),
            await HaveSessionAsync(account, s => s with { RevokedAt = before.AddDays(-1), RevokedBecause = SessionEnd.Reused }),
        };

        Assert.Equal(3, await Sessions.PurgeAsync(before, 100, Cancellation));
        Assert.Equal(0, await Sessions.PurgeAsync(before, 100, Cancellation));

        foreach (var session in gone)
            Assert.Null(await Sessions.FindAsync(session.Id, Cancellation));
        foreach (var session in kept)
            Assert.NotNull(await Sessions.FindAsync(session.Id, Cancellation));
    }

    [Fact]
    public async Task Purging_removes_no_more_than_allowed()
    {
        var account = await HaveAccountAsync();
        await Task.WhenAll(Enumerable.Range(0, 600).Select(
            _ => HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now.AddDays(-1) })));

        Assert.Equal(550, await Sessions.PurgeAsync(Now, 550, Cancellation));
        Assert.Equal(50, await Sessions.PurgeAsync(Now, 550, Cancellation));
    }

    private async Task<SessionEnd?> EndOfAsync(Session session) => (await Sessions.FindAsync(session.Id, Cancellation))!.EndedBy(Now);

    private async Task<Session> FindAsync(Guid id) => (await Sessions.FindAsync(id, Cancellation))!.Session;
}
