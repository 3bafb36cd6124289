using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

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
            Rotation = new(7, 5, 4, Now.AddMinutes(-3), 2),
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
        var next = new RotationState(10, 9, 9, Now.AddMinutes(1), 0);

        var advanced = false;
        var events = await EventsOfAsync(async () => advanced = await AdvanceAsync(session.Id, session.Rotation, next));

        Assert.True(advanced);
        Assert.Equal([Report("advanced")], events);
        Assert.Equivalent(session with { Rotation = next, Client = Elsewhere }, await FindAsync(session.Id), strict: true);
    }

    private static RotationState At { get; } = new(7, 5, 4, DateTimeOffset.UnixEpoch, 2);

    [Fact]
    public async Task Advancing_or_revoking_from_other_counters_than_the_rows_changes_nothing()
    {
        RotationState[] misses =
        [
            At with { Issued = 8 }, At with { Base = 4 }, At with { Used = 3 }, At with { RotatedAt = null },
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
    public async Task Listing_shows_living_sessions_of_the_account_newest_use_first()
    {
        var account = await HaveAccountAsync();
        var oldest = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-3) });
        var newest = await HaveSessionAsync(account, s => s with
        {
            CreatedAt = Now.AddDays(-6),
            Rotation = new(3, 2, 2, Now.AddMinutes(-1), 0),
        });
        var between = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddHours(-1) });
        var ending = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-7) + TimeSpan.FromMilliseconds(1) });
        await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-7) });
        await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now });
        await HaveSessionAsync(account, s => s with { SessionEpoch = 0 });
        await HaveSessionAsync(account, s => s with { RevokedAt = Now, RevokedBecause = SessionEnd.Reused });
        await HaveSessionAsync();

        var listed = await LivingAsync(account);

        Assert.Equivalent(new[] { newest, between, oldest, ending }, listed, strict: true);
        Assert.Equal([newest.Id, between.Id, oldest.Id, ending.Id], listed.Select(session => session.Id));
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(6, 6)]
    [InlineData(7, 7)]
    [InlineData(8, 2)]
    public async Task Confirming_notes_a_candidate(long generation, long confirmed)
    {
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Rotation = At });

        await Sessions.ConfirmAsync([new(session.Id, generation, DateTimeOffset.UnixEpoch), new(NewId(), generation, Now)], Cancellation);

        Assert.Equal(At with { Confirmed = confirmed }, (await FindAsync(session.Id)).Rotation);
    }

    // After a restart everything that is seen of an account's many sessions is confirmed anew.
    [Fact]
    public async Task Confirming_very_many_lets_other_writes_in_between()
    {
        var seen = Enumerable.Range(0, 20_000).Select(_ => new DeliveredGeneration(NewId(), 1, Now)).ToList();

        var confirming = Sessions.ConfirmAsync(seen, Cancellation);
        await Events.AppendAsync(Report(), Cancellation);

        Assert.False(confirming.IsCompleted);
        await confirming;
    }

    [Fact]
    public async Task The_first_candidate_that_is_noted_stays()
    {
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Rotation = At with { Confirmed = 6 } });

        await Sessions.ConfirmAsync([new(session.Id, 7, Now)], Cancellation);

        Assert.Equal(6, (await FindAsync(session.Id)).Rotation.Confirmed);
    }

    // iat holds whole seconds: the token was made in that second, not before it.
    [Theory]
    [InlineData(-1_001, false)]
    [InlineData(-1_000, false)]
    [InlineData(-999, true)]
    [InlineData(0, true)]
    public async Task An_access_token_confirms_only_if_it_was_made_since_the_last_change(int milliseconds, bool confirms)
    {
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Rotation = At });

        await Sessions.ConfirmAsync([new(session.Id, 7, At.RotatedAt!.Value.AddMilliseconds(milliseconds))], Cancellation);

        Assert.Equal(confirms ? 7 : 2, (await FindAsync(session.Id)).Rotation.Confirmed);
    }

    [Fact]
    public async Task A_confirmation_alone_advances_without_an_event_and_without_naming_another_client()
    {
        var session = await HaveSessionAsync(await HaveAccountAsync(), s => s with { Rotation = At });

        Assert.Empty(await EventsOfAsync(async () => Assert.True(await Sessions.TryAdvanceAsync(
            session.Id, At, At with { Confirmed = 7 }, session.Client, reported: null, Cancellation))));
        Assert.Equivalent(session with { Rotation = At with { Confirmed = 7 } }, await FindAsync(session.Id), strict: true);
    }

    [Fact]
    public async Task Confirming_nothing_is_harmless() => await Sessions.ConfirmAsync([], Cancellation);

    private Task<bool> AdvanceAsync(Guid id, RotationState expected, RotationState next) =>
        Sessions.TryAdvanceAsync(id, expected, next, Elsewhere, Report("advanced"), Cancellation);

    private async Task<Session> FindAsync(Guid id) => (await Sessions.FindAsync(id, Cancellation))!.Session;
}
