using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.Operations;
using Tandem.Passwords;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SignIn;
using Tandem.SigningKeys;

namespace Tandem.Storage.Testing;

public abstract class EventStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly Guid Account = new("11111111-2222-3333-4444-555555555555");
    private static readonly Guid Session = new("66666666-7777-8888-9999-aaaaaaaaaaaa");

    private DateTimeOffset At => Now;

    private static EventContext Context { get; } = new("req-1", "2001:db8::1", "evil\r\nInjected: \u001b[31m\u2028\"}");

    private SecurityEvent[] OneOfEach() =>
    [
        new AccountCreated(Account, ["member", "admin"]) { At = At, Context = Context },
        new AccountDisabled(Account) { At = At, Context = EventContext.Local },
        new AccountEnabled(Account) { At = At, Context = Context },
        new AccountLocked(null, At.AddMinutes(15)) { At = At, Context = Context },
        new AccountUnlocked(Account) { At = At, Context = Context },
        new RolesChanged(Account, ["member"], []) { At = At, Context = Context },
        new PasswordRehashed(Account) { At = At, Context = Context },
        new PasswordChanged(Account, Session) { At = At, Context = Context },
        new PasswordChangeFailed(Account, Session, LoginFailure.WrongPassword) { At = At, Context = Context },
        new LoginSucceeded(Account, Session, ["pwd", "otp"]) { At = At, Context = Context },
        new LoginFailed(null, LoginFailure.UnknownAccount) { At = At, Context = Context },
        new SessionEnded(Account, Session, SessionEnd.SignedOut) { At = At, Context = Context },
        new SessionsEnded(Account, SessionEnd.EndedByAdmin) { At = At, Context = Context },
        new SessionReplaced(Account, Session) { At = At, Context = Context },
        new SessionLimitNear(Account, 160, 200) { At = At, Context = Context },
        new RefreshRefused(null, Session, null) { At = At, Context = Context },
        new RefreshRecovered(Account, Session, long.MaxValue) { At = At, Context = Context },
        new RefreshFromElsewhere(Account, Session, new("a", "b"), ClientInfo.None) { At = At, Context = Context },
        new RefreshTokenReused(Account, Session, 3, 5) { At = At, Context = Context },
        new RefreshKeySuspect(Account, Session, uint.MaxValue) { At = At, Context = Context },
        new SessionFastForwarded(Account, Session, 5, 9) { At = At, Context = Context },
        new OriginRefused("https://evil.example", "/api/auth/refresh") { At = At, Context = Context },
        new AccessDenied(Account, Session, "DELETE", "/api/users/1") { At = At, Context = Context },
        new RateLimited("login") { At = At, Context = Context, More = 41 },
        new SigningKeyCreated("kid", "ES256", "active") { At = At, Context = Context },
        new EventChainStarted(7, Again: true) { At = At, Context = EventContext.Local },
        new EventsPurged(1, 7, At, null, "retention", 2) { At = At, Context = EventContext.Local },
        new PersonalDataErased(Account, 3) { At = At, Context = EventContext.Local },
        new ServerStarted("1.2.3") { At = At, Context = EventContext.Local },
        new ServerStopped { At = At, Context = EventContext.Local },
        new SigningKeyActivated("kid", "ES256") { At = At, Context = Context },
        new SigningKeyRetired("kid", "RS256") { At = At, Context = Context },
        new SigningKeyDestroyed("kid", "RS256", "revoked") { At = At, Context = Context },
        new MasterKeyReplaced(uint.MaxValue, 3) { At = At, Context = Context },
        new MasterKeyPruned(uint.MaxValue) { At = At, Context = Context },
        new ClockJumped(At, At.AddHours(-1), -3600) { At = At, Context = Context },
        new BackupRestored(At, 3, 0) { At = At, Context = Context },
    ];

    [Fact]
    public async Task Every_kind_of_event_reads_back_as_it_was_written()
    {
        var written = OneOfEach();
        Assert.Equal(
            EventKinds.All.Select(kind => kind.Type.Name).Order(),
            written.Select(reported => reported.GetType().Name).Order());

        foreach (var reported in written)
            await Events.AppendAsync(reported, Cancellation);

        var read = await AllEventsAsync();
        Assert.Equal(written.Select(reported => reported.GetType()), read.Select(record => record.Event.GetType()));
        for (var i = 0; i < written.Length; i++)
            Assert.Equivalent(written[i], read[i].Event, strict: true);
    }

    [Fact]
    public async Task Positions_count_from_1_without_gaps_also_when_writers_race_and_some_fail()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            if (i % 3 == 0)
                await Assert.ThrowsAnyAsync<Exception>(() => Sessions.InsertAsync(session, null, Report(), Cancellation));
            else
                await Events.AppendAsync(Report($"{i}"), Cancellation);
        }));

        var positions = (await AllEventsAsync()).Select(record => record.Sequence).ToArray();
        Assert.Equal(Enumerable.Range(1, positions.Length).Select(i => (long)i), positions);
        Assert.Equal(2 + 66, positions.Length);
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position_and_stops_at_the_limit()
    {
        for (var i = 1; i <= 5; i++)
            await Events.AppendAsync(Report($"{i}"), Cancellation);

        var read = await Events.ReadAsync(2, 2, Cancellation);

        Assert.Equal([(3, Report("3")), (4, Report("4"))], read.Select(record => (record.Sequence, record.Event)));
        Assert.Empty(await Events.ReadAsync(5, 10, Cancellation));
    }

    [Fact]
    public async Task The_log_goes_on_where_it_was_after_a_restart()
    {
        await Events.AppendAsync(Report("1"), Cancellation);
        await Host.RestartAsync(Cancellation);
        await Events.AppendAsync(Report("2"), Cancellation);

        Assert.Equal([(1, Report("1")), (2, Report("2"))], (await AllEventsAsync()).Select(record => (record.Sequence, record.Event)));
    }
}
