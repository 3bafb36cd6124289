using Tandem.Revocation;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

public abstract class RevocationFeedConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    [Fact]
    public async Task Entries_are_read_after_a_position_since_a_moment_and_up_to_a_limit()
    {
        var start = Now;
        for (var i = 0; i < 6; i++)
        {
            await RevokeOneAsync();
            Host.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var read = await Revocations.ReadAsync(1, start.AddMinutes(2), 3, Cancellation);

        Assert.Equal([3, 4, 5], read.Select(entry => entry.Sequence));
        Assert.Equal(start.AddMinutes(2), read[0].At);
    }

    [Fact]
    public async Task A_reader_that_follows_misses_nothing_while_many_revoke()
    {
        var account = await HaveAccountAsync();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => HaveSessionAsync(account)));

        var revoking = Task.WhenAll(sessions.Select(session => Task.Run(
            () => Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation), Cancellation)));
        var seen = new List<RevocationEntry>();
        while (seen.Count < sessions.Length)
        {
            var last = revoking.IsCompleted;
            var page = await Revocations.ReadAsync(seen.LastOrDefault()?.Sequence ?? 0, DateTimeOffset.UnixEpoch, 7, Cancellation);
            seen.AddRange(page);
            if (last && page.Count == 0)
                break;
        }

        await revoking;
        Assert.Equal(sessions.Select(session => (Guid?)session.Id).Order(), seen.Select(entry => entry.SessionId).Order());
    }

    [Fact]
    public async Task Purging_removes_old_entries_oldest_first_and_no_more_than_allowed()
    {
        for (var i = 0; i < 5; i++)
        {
            await RevokeOneAsync();
            Host.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var before = Now.AddMinutes(-1);
        Assert.Equal(3, await Revocations.PurgeAsync(before, 3, Cancellation));
        Assert.Equal([4, 5], (await AllRevocationsAsync()).Select(entry => entry.Sequence));
        Assert.Equal(1, await Revocations.PurgeAsync(before, 3, Cancellation));
        Assert.Equal([5], (await AllRevocationsAsync()).Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Positions_are_never_given_twice_also_after_a_purge_and_a_restart()
    {
        await RevokeOneAsync();
        await Revocations.PurgeAsync(Now.AddMinutes(1), 10, Cancellation);
        await Host.RestartAsync(Cancellation);
        await RevokeOneAsync();

        Assert.Equal([2], (await AllRevocationsAsync()).Select(entry => entry.Sequence));
    }

    private async Task RevokeOneAsync()
    {
        var session = await HaveSessionAsync();
        Assert.True(await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation));
    }
}
