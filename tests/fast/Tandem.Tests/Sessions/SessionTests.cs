using Tandem.Sessions;

namespace Tandem.Tests.Sessions;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Created = StoredSessions.CreatedAt;

    [Fact]
    public void A_session_that_was_never_refreshed_was_last_used_when_it_was_created()
    {
        Assert.Equal(Created, StoredSessions.Session.LastUsedAt);
        Assert.Equal(Created.AddDays(7), StoredSessions.Session.ExpiresAt);
    }

    [Fact]
    public void Every_rotation_restarts_the_idle_lifetime()
    {
        var session = Rotated(Created.AddDays(6));

        Assert.Equal(Created.AddDays(6), session.LastUsedAt);
        Assert.Equal(Created.AddDays(13), session.ExpiresAt);
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(13, 13)]
    [InlineData(14, 13)]
    public void A_session_expires_at_the_earlier_of_its_idle_and_its_absolute_end(int absoluteDays, int expectedDays)
    {
        var session = Rotated(Created.AddDays(6)) with { AbsoluteExpiresAt = Created.AddDays(absoluteDays) };

        Assert.Equal(Created.AddDays(expectedDays), session.ExpiresAt);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, SessionEnd.Idle)]
    [InlineData(1, SessionEnd.Idle)]
    public void Idling_ends_a_session_at_the_tick_of_the_limit(long ticks, SessionEnd? end) =>
        Assert.Equal(end, Rotated(Created.AddDays(6)).EndedBy(Created.AddDays(13).AddTicks(ticks)));

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, SessionEnd.AbsoluteLifetime)]
    [InlineData(1, SessionEnd.AbsoluteLifetime)]
    public void The_absolute_lifetime_ends_a_session_at_the_tick_of_the_limit_however_much_it_is_used(long ticks, SessionEnd? end)
    {
        var limit = Created.AddDays(7);
        var session = Rotated(limit.AddTicks(-1)) with { AbsoluteExpiresAt = limit };

        Assert.Equal(end, session.EndedBy(limit.AddTicks(ticks)));
    }

    [Fact]
    public void A_revoked_session_is_over_at_any_time_for_the_reason_it_was_revoked()
    {
        var session = StoredSessions.Session with { RevokedAt = Created.AddHours(1), RevokedBecause = SessionEnd.EndedByOwner };

        Assert.Equal(SessionEnd.EndedByOwner, session.EndedBy(Created));
        Assert.Equal(SessionEnd.EndedByOwner, session.EndedBy(Created.AddYears(1)));
    }

    [Fact]
    public void A_revocation_without_a_reason_counts_as_signing_out() =>
        Assert.Equal(SessionEnd.SignedOut, (StoredSessions.Session with { RevokedAt = Created }).EndedBy(Created));

    private static Session Rotated(DateTimeOffset at) =>
        StoredSessions.Session with { Rotation = RotationState.Initial with { Issued = 2, Base = 1, Used = 1, RotatedAt = at } };
}
