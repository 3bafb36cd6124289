using Tandem.Accounts;
using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.Tests.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>What comes before the counters: whether there is a session, whether the token is its own, whether it is alive.</summary>
public sealed class StoredSessionDecisionTests
{
    private static readonly DateTimeOffset Created = StoredSessions.CreatedAt;
    private static readonly DateTimeOffset Never = Created.AddYears(100);

    [Fact]
    public void A_token_of_no_session_is_unknown() =>
        Assert.Equal(new(RotationOutcome.Unknown, 0, default), Decide(null, StoredSessions.Token(1), Created));

    [Fact]
    public void A_living_session_is_decided_by_its_counters()
    {
        var decision = Decide(StoredSessions.Of(StoredSessions.Session), StoredSessions.Token(1), Created);

        Assert.Equal(new(RotationOutcome.Rotate, 2, new(2, 1, 1, Created, 0)), decision);
    }

    [Theory]
    [InlineData(60_999, 0)]
    [InlineData(61_000, 0)]
    [InlineData(61_001, 5)]
    public void The_age_of_a_token_counts_from_when_it_was_issued(long age, long confirmed)
    {
        var now = Created.AddMilliseconds(age);
        var row = new RotationState(Issued: 5, Base: 3, Used: 3, now, Confirmed: 0);

        var decision = Decide(StoredSessions.Of(StoredSessions.Session with { Rotation = row }), StoredSessions.Token(5), now);

        Assert.Equal(new(RotationOutcome.AccessOnly, 5, row with { Confirmed = confirmed }), decision);
    }

    [Fact]
    public void A_wrong_secret_is_forged_whatever_else_is_wrong()
    {
        var revoked = StoredSessions.Session with { RevokedAt = Created, RevokedBecause = SessionEnd.Reused };

        Assert.Equal(
            new(RotationOutcome.Forged, 0, RotationState.Initial),
            Decide(StoredSessions.Of(StoredSessions.Session), StoredSessions.ForgedToken(1), Created));
        Assert.Equal(
            RotationOutcome.Forged,
            Decide(StoredSessions.Of(revoked, AccountStatus.Disabled), StoredSessions.ForgedToken(9), Never).Outcome);
    }

    [Theory]
    [InlineData(true, true, true, true, SessionEnd.EndedByAdmin)]
    [InlineData(false, true, true, true, SessionEnd.AbsoluteLifetime)]
    [InlineData(false, false, true, true, SessionEnd.Idle)]
    [InlineData(false, false, false, true, SessionEnd.AccountChanged)]
    [InlineData(true, false, false, true, SessionEnd.EndedByAdmin)]
    [InlineData(false, true, false, true, SessionEnd.AbsoluteLifetime)]
    public void The_first_reason_is_told_of_revoked_absolute_end_idle_and_account_changed(
        bool revoked, bool absolute, bool idle, bool account, SessionEnd reason)
    {
        var session = StoredSessions.Session with
        {
            RevokedAt = revoked ? Created : null,
            RevokedBecause = revoked ? SessionEnd.EndedByAdmin : null,
            AbsoluteExpiresAt = absolute ? Created.AddHours(1) : null,
            IdleLifetime = idle ? TimeSpan.FromHours(1) : TimeSpan.FromDays(7),
        };

        var stored = StoredSessions.Of(session, account ? AccountStatus.Disabled : AccountStatus.Active);
        var decision = Decide(stored, StoredSessions.Token(1), Created.AddHours(2));

        Assert.Equal(new(RotationOutcome.Dead, 0, RotationState.Initial, reason), decision);
    }

    [Fact]
    public void An_account_of_another_epoch_ends_the_session()
    {
        var later = Decide(StoredSessions.Of(StoredSessions.Session, epoch: 4), StoredSessions.Token(1), Created);
        var earlier = Decide(StoredSessions.Of(StoredSessions.Session, epoch: 2), StoredSessions.Token(1), Created);

        Assert.Equal(SessionEnd.AccountChanged, later.End);
        Assert.Equal(SessionEnd.AccountChanged, earlier.End);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, SessionEnd.Idle)]
    [InlineData(1, SessionEnd.Idle)]
    public void A_session_lives_until_the_millisecond_of_its_idle_end(long fromTheEnd, SessionEnd? end)
    {
        var now = Created.AddDays(7).AddMilliseconds(fromTheEnd);

        Assert.Equal(end, Decide(StoredSessions.Of(StoredSessions.Session), StoredSessions.Token(1), now).End);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, SessionEnd.AbsoluteLifetime)]
    [InlineData(1, SessionEnd.AbsoluteLifetime)]
    public void A_session_lives_until_the_millisecond_of_its_absolute_end(long fromTheEnd, SessionEnd? end)
    {
        var session = StoredSessions.Session with { AbsoluteExpiresAt = Created.AddDays(1) };

        Assert.Equal(
            end, Decide(StoredSessions.Of(session), StoredSessions.Token(1), Created.AddDays(1).AddMilliseconds(fromTheEnd)).End);
    }

    [Fact]
    public void A_dead_session_answers_no_generation_whatever_is_presented()
    {
        var session = StoredSessions.Session with
        {
            Rotation = new(Issued: 5, Base: 3, Used: 3, Created, Confirmed: 0),
            RevokedAt = Created,
            RevokedBecause = SessionEnd.SignedOut,
        };

        Assert.All(Enumerable.Range(1, 7), generation =>
        {
            var decision = Decide(StoredSessions.Of(session), StoredSessions.Token(generation), Created);

            Assert.Equal(new(RotationOutcome.Dead, 0, session.Rotation, SessionEnd.SignedOut), decision);
            Assert.False(decision.HandsOutRefreshToken);
        });
    }

    private static RotationDecision Decide(StoredSession? stored, RefreshToken token, DateTimeOffset now) =>
        RotationDecision.Decide(stored, token, now, new SessionPolicy());
}
