using Tandem.Revocation;
using Tandem.Tests.Refresh;

namespace Tandem.Tests.Revocation;

/// <summary>Access tokens refused although their signature is good. C9.</summary>
public sealed class DenySetTests
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private static readonly DateTimeOffset Now = RefreshTokenFixture.IssuedAt;
    private static readonly Guid Session = new("018f3c1e-0000-4000-8000-00000000000b");
    private static readonly Guid Account = new("018f3c1e-0000-4000-8000-00000000000a");

    private readonly DenySet denied = new(Life);

    [Fact]
    public void Only_tokens_of_the_ended_session_are_refused()
    {
        denied.AddSession(Session, Now);

        Assert.True(denied.RefusesSession(Session));
        Assert.False(denied.RefusesSession(Account));
        Assert.False(denied.RefusesAccount(Account, 1));
        Assert.Equal(1, denied.Count);
    }

    [Fact]
    public void Tokens_of_an_epoch_below_the_cut_off_are_refused_and_those_at_it_are_not()
    {
        denied.AddAccount(Account, 3, Now);

        Assert.True(denied.RefusesAccount(Account, 2));
        Assert.False(denied.RefusesAccount(Account, 3));
        Assert.False(denied.RefusesAccount(Session, 2));
    }

    [Fact]
    public void A_cut_off_never_goes_back()
    {
        denied.AddAccount(Account, 3, Now);
        denied.AddAccount(Account, 2, Now);
        Assert.True(denied.RefusesAccount(Account, 2));

        denied.AddAccount(Account, 4, Now);
        Assert.True(denied.RefusesAccount(Account, 3));
    }

    [Fact]
    public async Task That_all_sessions_ended_is_told_from_other_changes_and_not_forgotten_by_them()
    {
        await denied.FollowAsync(new Feed([new(1, Now, null, Account, 3, EndsSessions: true)]), Now, TestContext.Current.CancellationToken);
        denied.AddAccount(Account, 5, Now);

        Assert.True(denied.RefusesSessions(Account, 2));
        Assert.False(denied.RefusesSessions(Account, 3));
        Assert.True(denied.RefusesAccount(Account, 4));
        Assert.False(denied.RefusesSessions(Session, 2));
    }

    [Fact]
    public async Task What_is_in_the_feed_is_taken_in_to_the_last_entry_and_not_twice()
    {
        var feed = new Feed([.. Enumerable.Range(1, 2500).Select(n => new RevocationEntry(n, Now, new Guid(n, 0, 0, new byte[8]), null, 0)), new(2501, Now, null, Account, 7)]);

        await denied.FollowAsync(feed, Now, TestContext.Current.CancellationToken);

        Assert.Equal((2501, 2501L), (denied.Count, denied.Position));
        Assert.True(denied.RefusesSession(new Guid(2500, 0, 0, new byte[8])));
        Assert.True(denied.RefusesAccount(Account, 6));
        Assert.Equal([0, 1000, 2000], feed.Asked.Select(asked => asked.After));
        await denied.FollowAsync(feed, Now, TestContext.Current.CancellationToken);
        Assert.Equal(2501, feed.Asked[^1].After);
    }

    [Fact]
    public async Task The_beginning_leaves_out_what_has_expired_and_later_reads_leave_out_nothing()
    {
        var feed = new Feed([]);

        await denied.FollowAsync(feed, Now, TestContext.Current.CancellationToken);
        await denied.FollowAsync(feed, Now, TestContext.Current.CancellationToken);

        // Another process's clock may be behind: what it writes must not be filtered by ours.
        Assert.Equal([Now - Life, DateTimeOffset.UnixEpoch], feed.Asked.Select(asked => asked.Since));
    }

    [Fact]
    public async Task Entries_are_kept_for_the_longest_life_of_a_token_and_then_forgotten()
    {
        denied.AddSession(Session, Now);
        denied.AddAccount(Account, 3, Now);

        await denied.FollowAsync(new Feed([]), Now + Life, TestContext.Current.CancellationToken);
        Assert.Equal(2, denied.Count);

        await denied.FollowAsync(new Feed([]), Now + Life + TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(0, denied.Count);
    }

    // A node that outlives lost commits is told the same end, or the same epoch, twice.
    [Fact]
    public async Task What_is_refused_again_is_refused_as_long_as_the_second_time_asks()
    {
        foreach (var at in new[] { Now, Now.AddMinutes(5), Now.AddMinutes(2) })
        {
            denied.AddSession(Session, at);
            denied.AddAccount(Account, 3, at);
        }

        await denied.FollowAsync(new Feed([]), Now.AddMinutes(5) + Life, TestContext.Current.CancellationToken);
        Assert.True(denied.RefusesSession(Session));
        Assert.True(denied.RefusesAccount(Account, 2));

        await denied.FollowAsync(new Feed([]), Now.AddMinutes(5) + Life + TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(0, denied.Count);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task An_entry_of_a_process_with_another_clock_is_kept_for_the_whole_life_from_the_later_of_both_times(int minutes)
    {
        var at = Now.AddMinutes(minutes);
        var later = at > Now ? at : Now;
        await denied.FollowAsync(new Feed([new(1, at, Session, null, 0)]), Now, TestContext.Current.CancellationToken);

        await denied.FollowAsync(new Feed([]), later + Life, TestContext.Current.CancellationToken);

        Assert.True(denied.RefusesSession(Session));
    }

    // Filters by position only: that reads leave out older entries is the store's part, and tested there.
    private sealed class Feed(IReadOnlyList<RevocationEntry> entries) : IRevocationFeed
    {
        public List<(long After, DateTimeOffset Since)> Asked { get; } = [];

        public Task<IReadOnlyList<RevocationEntry>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken)
        {
            Asked.Add((after, since));
            return Task.FromResult<IReadOnlyList<RevocationEntry>>([.. entries.Where(entry => entry.Sequence > after).Take(limit)]);
        }

        public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
