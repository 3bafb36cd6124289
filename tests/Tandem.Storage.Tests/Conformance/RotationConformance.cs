using Tandem.Sessions;

namespace Tandem.Storage.Tests.Conformance;

/// <summary>The rotating statement must agree with <see cref="RotationDecision"/>, whatever row, token and time it meets.</summary>
public abstract class RotationConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly ClientInfo Client = new("Browser/2.0", "198.51.100.0/24");

    [Fact]
    public async Task A_fresh_session_rotates_and_answers_with_session_and_account()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        Host.Time.Advance(TimeSpan.FromMinutes(15));

        var rotated = await Sessions.TryRotateAsync(Rotation(session, 1), Cancellation);

        var expected = session with { Rotation = new(2, 1, 1, 1, Now, 0), Client = Client };
        Assert.Equivalent(new StoredSession(expected, account), rotated, strict: true);
        Assert.Equivalent(rotated, await Sessions.FindAsync(session.Id, Cancellation), strict: true);
    }

    private SessionRotation Rotation(Session session, long generation) =>
        new(session.Id, session.SecretHash, generation, Now, new SessionPolicy().SettlingTime, Client);
}
