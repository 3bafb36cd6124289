using Tandem.Accounts;
using Tandem.Sessions;

namespace Tandem.Storage.Tests.Conformance;

public abstract class SessionStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly ClientInfo Elsewhere = new("Browser/2.0", "198.51.100.0/24");

    [Fact]
    public async Task A_session_reads_back_as_it_was_inserted_with_its_account()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account, s => s with
        {
            Rotation = new(7, 5, 4, 3, Now.AddMinutes(-3), 2),
            CreatedAt = Now.AddDays(-1),
            AuthenticatedAt = Now.AddDays(-2),
            IdleLifetime = TimeSpan.FromMilliseconds(1234567),
            AbsoluteExpiresAt = Now.AddDays(9),
            RevokedAt = Now,
            RevokedBecause = SessionEnd.EndedByAdmin,
            Delivery = SessionDelivery.Body,
            Client = new("Zoë's \"browser\"\u2028", ""),
        });

        Assert.Equivalent(new StoredSession(session, account), await Sessions.FindAsync(session.Id, Cancellation), strict: true);
    }

    [Fact]
    public async Task An_unknown_session_is_not_found() => Assert.Null(await Sessions.FindAsync(NewId(), Cancellation));

    [Fact]
    public async Task Inserting_writes_the_event_and_forgets_the_attempts_of_the_address()
    {
        var account = await HaveAccountAsync();
        var key = SignInKey.ForEmail(account.Email);
        await SignIns.ReserveAsync(key, Now, LockoutPolicy.Default, Cancellation);
        var session = await HaveSessionAsync(account);

        var events = await EventsOfAsync(() => Sessions.InsertAsync(session with { Id = NewId() }, key, Report("signed in"), Cancellation));

        Assert.Equal([Report("signed in")], events);
        Assert.Equal(1, (await SignIns.ReserveAsync(key, Now, LockoutPolicy.Default, Cancellation)).Number);
    }

    [Fact]
    public async Task Inserting_an_id_twice_fails_and_writes_neither_event_nor_anything_else()
    {
        var session = await HaveSessionAsync();
        var key = new SignInKey("k");
        await SignIns.ReserveAsync(key, Now, LockoutPolicy.Default, Cancellation);

        var events = await EventsOfAsync(() => Assert.ThrowsAnyAsync<Exception>(
            () => Sessions.InsertAsync(session, key, Report(), Cancellation)));

        Assert.Empty(events);
        Assert.Equal(2, (await SignIns.ReserveAsync(key, Now, LockoutPolicy.Default, Cancellation)).Number);
    }

    [Fact]
    public async Task Advancing_replaces_counters_and_client_and_writes_the_event()
    {
        var session = await HaveSessionAsync();
        var next = new RotationState(10, 9, 9, 2, Now.AddMinutes(1), 0);

        var advanced = false;
        var events = await EventsOfAsync(async () => advanced = await AdvanceAsync(session.Id, session.Rotation, next));

        Assert.True(advanced);
        Assert.Equal([Report("advanced")], events);
        Assert.Equivalent(session with { Rotation = next, Client = Elsewhere }, await FindAsync(session.Id), strict: true);
    }

    private static RotationState At { get; } = new(7, 5, 4, 3, DateTimeOffset.UnixEpoch, 2);

    [Fact]
    public async Task Advancing_or_revoking_from_other_counters_than_the_rows_changes_nothing()
    {
        RotationState[] misses =
        [
            At with { Issued = 8 }, At with { Base = 4 }, At with { Used = 3 }, At with { ConvergeFrom = 2 }, At with { RotatedAt = null },
            At with { RotatedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1) }, At with { Confirmed = 1 },
        ];
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Rotation = At });

        var events = await EventsOfAsync(async () =>
        {
            foreach (var expected in misses)
            {
                Assert.False(await AdvanceAsync(session.Id, expected, At with { Issued = 9 }));
                Assert.False(await Sessions.TryRevokeAsync(session.Id, expected, SessionEnd.Reused, Report(), Cancellation));
            }
        });

        Assert.Empty(events);
        Assert.Empty(await AllRevocationsAsync());
        Assert.Equivalent(session, await FindAsync(session.Id), strict: true);
    }

    [Fact]
    public async Task Advancing_a_revoked_or_unknown_session_changes_nothing()
    {
        var session = await HaveSessionAsync();
        await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation);

        Assert.Empty(await EventsOfAsync(async () =>
        {
            Assert.False(await AdvanceAsync(session.Id, session.Rotation, session.Rotation with { Issued = 2 }));
            Assert.False(await AdvanceAsync(NewId(), session.Rotation, session.Rotation with { Issued = 2 }));
        }));
    }

    [Fact]
    public async Task Of_32_parallel_advances_from_one_state_exactly_one_succeeds()
    {
        var session = await HaveSessionAsync();

        var outcomes = Array.Empty<bool>();
        var events = await EventsOfAsync(async () => outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(
            _ => Task.Run(() => AdvanceAsync(session.Id, session.Rotation, session.Rotation with { Issued = 2 }), Cancellation))));

        Assert.Single(outcomes, advanced => advanced);
        Assert.Single(events);
    }

    [Fact]
    public async Task A_use_is_noted_once_it_is_due_and_never_of_a_revoked_or_unknown_session()
    {
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Delivery = SessionDelivery.Session });
        var later = session.LastUsedAt.AddHours(2);

        Assert.False(await TouchAsync(session.LastUsedAt.AddMilliseconds(-1)));
        Assert.Equivalent(session, await FindAsync(session.Id), strict: true);
        Assert.Empty(await EventsOfAsync(async () => Assert.True(await TouchAsync(session.LastUsedAt))));
        Assert.Equivalent(
            session with { Rotation = session.Rotation with { RotatedAt = later }, Client = Elsewhere }, await FindAsync(session.Id), strict: true);
        Assert.False(await TouchAsync(session.LastUsedAt));

        await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation);
        Assert.False(await TouchAsync(later.AddDays(1)));
        Assert.False(await Sessions.TouchAsync(NewId(), later, later, Elsewhere, Cancellation));

        Task<bool> TouchAsync(DateTimeOffset unusedSince) => Sessions.TouchAsync(session.Id, unusedSince, later, Elsewhere, Cancellation);
    }

    [Fact]
    public async Task Of_32_parallel_uses_one_is_written()
    {
        var session = await HaveSessionAsync();

        var noted = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            () => Sessions.TouchAsync(session.Id, session.LastUsedAt, session.LastUsedAt.AddHours(2), Elsewhere, Cancellation), Cancellation)));

        Assert.Single(noted, written => written);
    }

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
        Assert.Equal([new Revocation(1, Now, session.Id, null, 0)], await AllRevocationsAsync());
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

        IReadOnlyList<Revocation> feed = [];
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
    public async Task Listing_shows_living_sessions_of_the_account_newest_use_first()
    {
        var account = await HaveAccountAsync();
        var oldest = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-3) });
        var newest = await HaveSessionAsync(account, s => s with
        {
            CreatedAt = Now.AddDays(-6),
            Rotation = new(3, 2, 2, 2, Now.AddMinutes(-1), 0),
        });
        var between = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddHours(-1) });
        var ending = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-7) + TimeSpan.FromMilliseconds(1) });
        await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-7) });
        await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now });
        await HaveSessionAsync(account, s => s with { AccountEpoch = 0 });
        await HaveSessionAsync(account, s => s with { RevokedAt = Now, RevokedBecause = SessionEnd.Reused });
        await HaveSessionAsync();

        var listed = await Sessions.ListAsync(account.Id, Now, Cancellation);

        Assert.Equivalent(new[] { newest, between, oldest, ending }, listed, strict: true);
        Assert.Equal([newest.Id, between.Id, oldest.Id, ending.Id], listed.Select(session => session.Id));
    }

    [Fact]
    public async Task Confirming_raises_the_mark_where_the_generation_is_the_latest_handed_out()
    {
        var account = await HaveAccountAsync();
        var latest = await HaveSessionAsync(account, s => s with { Rotation = At });
        var older = await HaveSessionAsync(account, s => s with { Rotation = At });
        var newer = await HaveSessionAsync(account, s => s with { Rotation = At });
        var sure = await HaveSessionAsync(account, s => s with { Rotation = At with { Confirmed = 7 } });

        await Sessions.ConfirmAsync(
            [new(latest.Id, 7), new(older.Id, 6), new(newer.Id, 8), new(sure.Id, 7), new(NewId(), 7)], Cancellation);

        Assert.Equal(7, (await FindAsync(latest.Id)).Rotation.Confirmed);
        Assert.Equal(At, (await FindAsync(older.Id)).Rotation);
        Assert.Equal(At, (await FindAsync(newer.Id)).Rotation);
        Assert.Equal(7, (await FindAsync(sure.Id)).Rotation.Confirmed);
    }

    [Fact]
    public async Task Confirming_nothing_is_harmless() => await Sessions.ConfirmAsync([], Cancellation);

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

    private Task<bool> AdvanceAsync(Guid id, RotationState expected, RotationState next) =>
        Sessions.TryAdvanceAsync(id, expected, next, Elsewhere, Report("advanced"), Cancellation);

    private async Task<Session> FindAsync(Guid id) => (await Sessions.FindAsync(id, Cancellation))!.Session;
}
