using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>The rotating statement must agree with <see cref="RotationDecision"/>, whatever row, token and time it meets.</summary>
public abstract class RotationConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly ClientInfo Client = new("Browser/2.0", "198.51.100.0/24");
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Settling = new SessionPolicy().SettlingTime;

    [Fact]
    public async Task A_fresh_session_rotates_and_answers_with_session_and_account()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        Host.Time.Advance(TimeSpan.FromMinutes(15));

        var rotated = await RotateAsync(session, 1);

        var expected = session with { Rotation = new(2, 1, 1, Now, 0), Client = Client };
        Assert.Equivalent(new StoredSession(expected, account), rotated, strict: true);
        Assert.Equivalent(rotated, await Sessions.FindAsync(session.Id, Cancellation), strict: true);
    }

    [Fact]
    public async Task An_account_without_a_name_and_a_session_with_an_absolute_end_read_back()
    {
        var account = await HaveAccountAsync(a => a with { DisplayName = null, EmailVerified = false, Roles = [] });
        var session = await HaveSessionAsync(account, s => s with
        {
            AbsoluteExpiresAt = Now.AddDays(30),
            Persistent = false,
            Delivery = SessionDelivery.Both,
            AuthenticationMethods = ["pwd"],
            Rotation = RotationState.Initial with { Confirmed = 1 },
        });

        var rotated = await RotateAsync(session, 1);

        Assert.Equivalent(
            new StoredSession(session with { Rotation = new(2, 1, 1, Now, 1), Client = Client }, account), rotated, strict: true);
    }

    [Fact]
    public async Task An_unknown_session_does_not_rotate() =>
        Assert.Null(await Sessions.TryRotateAsync(
            new(NewId(), new byte[32], 1, Now, Settling, Client), Cancellation));

    [Fact]
    public async Task A_wrong_secret_does_not_rotate()
    {
        var session = await HaveSessionAsync();
        Assert.Null(await RotateAsync(session with { SecretHash = Host.Random.Bytes(32) }, 1));
    }

    [Fact]
    public async Task A_candidate_rotates_one_millisecond_after_the_settling_time_and_not_at_it()
    {
        var session = await HaveSessionAsync();
        Assert.NotNull(await RotateAsync(session, 1));

        Host.Time.Advance(Settling);
        Assert.Null(await RotateAsync(session, 2));
        Host.Time.Advance(Millisecond);
        Assert.NotNull(await RotateAsync(session, 2));
    }

    [Fact]
    public async Task Without_a_settling_time_a_candidate_rotates_within_the_same_millisecond()
    {
        var session = await HaveSessionAsync();
        Assert.NotNull(await RotateAsync(session, 1, TimeSpan.Zero));
        Assert.NotNull(await RotateAsync(session, 2, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_session_rotates_one_millisecond_before_its_idle_end_and_not_at_it()
    {
        var late = await HaveSessionAsync();
        var tooLate = await HaveSessionAsync();

        Host.Time.Advance(late.IdleLifetime - Millisecond);
        Assert.NotNull(await RotateAsync(late, 1));
        Host.Time.Advance(Millisecond);
        Assert.Null(await RotateAsync(tooLate, 1));
    }

    [Fact]
    public async Task A_session_rotates_one_millisecond_before_its_absolute_end_and_not_at_it()
    {
        var account = await HaveAccountAsync();
        var late = await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now.AddHours(1) });
        var tooLate = await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now.AddHours(1) });

        Host.Time.Advance(TimeSpan.FromHours(1) - Millisecond);
        Assert.NotNull(await RotateAsync(late, 1));
        Host.Time.Advance(Millisecond);
        Assert.Null(await RotateAsync(tooLate, 1));
    }

    [Fact]
    public async Task The_anchor_of_the_windows_does_not_follow_a_clock_that_steps_back()
    {
        var session = await HaveSessionAsync();
        var first = await RotateAsync(session, 1, TimeSpan.Zero);
        Host.Time.Advance(TimeSpan.FromMinutes(-5));

        var second = await RotateAsync(session, 2, TimeSpan.Zero);

        Assert.Equal(first!.Session.Rotation.RotatedAt, second!.Session.Rotation.RotatedAt);
    }

    [Fact]
    public async Task A_rotation_writes_no_event()
    {
        var session = await HaveSessionAsync();
        Assert.Empty(await EventsOfAsync(() => RotateAsync(session, 1)));
    }

    [Fact]
    public async Task Of_64_parallel_presentations_of_one_token_exactly_one_rotates()
    {
        var session = await HaveSessionAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => RotateAsync(session, 1), Cancellation)));

        Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal(2, (await Sessions.FindAsync(session.Id, Cancellation))!.Session.Rotation.Issued);
    }

    [Fact]
    public async Task The_same_session_twice_in_one_group_is_decided_on_the_new_row_the_second_time()
    {
        var session = await HaveSessionAsync();
        var first = RotateAsync(session, 1);
        var second = RotateAsync(session, 1);
        var third = RotateAsync(session, 2, TimeSpan.Zero);

        Assert.NotNull(await first);
        Assert.Null(await second);
        Assert.Equal(3, (await third)!.Session.Rotation.Issued);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rotating_agrees_with_the_decision_on_random_rows_tokens_and_times(int seed)
    {
        const int Rows = 3000;
        var cases = new RotationCases(seed, Now);
        foreach (var account in cases.Accounts)
            await Accounts.TryCreateAsync(account, account.Email, null, Report(), Cancellation);
        var drawn = Enumerable.Range(0, Rows).Select(_ => cases.Draw()).ToArray();
        await Task.WhenAll(drawn.Select(c => Sessions.InsertAsync(c.Stored.Session, null, Report(), Cancellation)));

        var rotated = await Task.WhenAll(drawn.Select(c => Sessions.TryRotateAsync(
            new(c.Token.SessionId, c.Token.HashSecret(), c.Token.Generation, c.Now, c.Policy.SettlingTime, Client), Cancellation)));

        for (var i = 0; i < Rows; i++)
        {
            var (stored, token, now, policy) = drawn[i];
            var decision = RotationDecision.Decide(stored, token, now, policy);
            var kept = await Sessions.FindAsync(token.SessionId, Cancellation);
            if (decision.Outcome == RotationOutcome.Rotate && token.Generation <= stored.Session.Rotation.Issued)
            {
                var expected = stored with { Session = stored.Session with { Rotation = decision.Next, Client = Client } };
                Assert.Equivalent(expected, rotated[i], strict: true);
                Assert.Equivalent(expected, kept, strict: true);
            }
            else
            {
                Assert.True(rotated[i] is null, $"The statement rotated where the decision is {decision.Outcome}: {drawn[i]}");
                Assert.Equivalent(stored, kept, strict: true);
            }
        }

        // A test that hardly ever rotates, or hardly ever refuses, would prove little.
        Assert.InRange(rotated.Count(outcome => outcome is not null), Rows / 20, Rows / 2);
    }

    private Task<StoredSession?> RotateAsync(Session session, long generation, TimeSpan? settlingTime = null) => Sessions.TryRotateAsync(
        new(session.Id, session.SecretHash, generation, Now, settlingTime ?? Settling, Client), Cancellation);
}
