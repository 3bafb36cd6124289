using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Sqlite.Tests.Conformance;

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
    public async Task Revoking_all_spares_the_excepted_the_dead_and_those_of_others()
    {
        var account = await HaveAccountAsync();
        var kept = await HaveSessionAsync(account);
        var ended = new[] { await HaveSessionAsync(account), await HaveSessionAsync(account) };
        var expired = await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now });
        var others = await HaveSessionAsync();
        var revokedBefore = await HaveSessionAsync(account);
        await Sessions.TryRevokeAsync(revokedBefore.Id, null, SessionEnd.SignedOut, Report(), Cancellation);

        IReadOnlyList<RevocationEntry> feed = [];
        var events = await EventsOfAsync(async () => feed = await RevocationsOfAsync(async () => Assert.Equal(
            2, await Sessions.RevokeAllAsync(account.Id, kept.Id, SessionEnd.EndedByOwner, Report("all"), Cancellation))));

        Assert.Equal([Report("all")], events);
        Assert.Equal(ended.Select(s => (Guid?)s.Id).Order(), feed.Select(entry => entry.SessionId).Order());
        Assert.All(feed, entry => Assert.Equal((Now, null, 0), (entry.At, entry.AccountId, entry.Epoch)));
        foreach (var session in ended)
        {
            var found = await FindAsync(session.Id);
            Assert.Equal((Now, SessionEnd.EndedByOwner), (found.RevokedAt, found.RevokedBecause));
        }

        foreach (var session in new[] { kept, expired, others })
            Assert.Null((await FindAsync(session.Id)).RevokedAt);
        Assert.Equal(SessionEnd.SignedOut, (await FindAsync(revokedBefore.Id)).RevokedBecause);
    }

    [Fact]
    public async Task Revoking_all_of_none_writes_no_event()
    {
        var account = await HaveAccountAsync();
        Assert.Empty(await EventsOfAsync(async () => Assert.Equal(
            0, await Sessions.RevokeAllAsync(account.Id, null, SessionEnd.EndedByOwner, Report(), Cancellation))));
    }

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

    private async Task<Session> FindAsync(Guid id) => (await Sessions.FindAsync(id, Cancellation))!.Session;
}
