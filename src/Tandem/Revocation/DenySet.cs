using System.Collections.Concurrent;

namespace Tandem.Revocation;

/// <summary>
/// Access tokens that are refused although their signature is good and their time not over: those of ended sessions, and those of an
/// account's older epochs. Held in the process, fed by this process's own changes at once and by the revocation feed for others'.
/// </summary>
/// <param name="accessTokenLife">
/// Longest life of an access token, tolerance included, and no less than that of a ticket: after it an entry is of no use.
/// </param>
internal sealed class DenySet(TimeSpan accessTokenLife)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> sessions = new();
    private readonly ConcurrentDictionary<Guid, AccountCutOff> accounts = new();
    private readonly RevocationWatches watches = new();

    private bool hasBegun;

    /// <summary>Position in the revocation feed up to which everything is here.</summary>
    public long Position { get; private set; }

    /// <summary>Number of entries.</summary>
    public int Count => sessions.Count + accounts.Count;

    /// <summary>Refuses the access tokens of a session from now on.</summary>
    public void AddSession(Guid sessionId, DateTimeOffset at)
    {
        // Ended again, after a database lost the first end: tokens made in between are as old as the second.
        sessions.AddOrUpdate(sessionId, static (_, until) => until, static (_, present, until) => Later(present, until), at + accessTokenLife);
        TellWatches(sessionId);
    }

    /// <summary>Refuses the access tokens of an account whose epoch is below <paramref name="epoch"/>.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="epoch">The lowest epoch still accepted.</param>
    /// <param name="at">Since when.</param>
    /// <param name="endsSessions">Whether the sessions of all those tokens are over.</param>
    public void AddAccount(Guid accountId, long epoch, DateTimeOffset at, bool endsSessions = false)
    {
        accounts.AddOrUpdate(
            accountId,
            static (_, added) => added,
            static (_, present, added) => present.Join(added),
            new AccountCutOff(epoch, endsSessions ? epoch : 0, at + accessTokenLife));
        TellWatches(accountId);
    }

    /// <summary>Whether a session has been ended.</summary>
    public bool RefusesSession(Guid sessionId) => sessions.ContainsKey(sessionId);

    /// <summary>Whether all sessions of an account were ended after a token of <paramref name="epoch"/> was made.</summary>
    public bool RefusesSessions(Guid accountId, long epoch) => accounts.TryGetValue(accountId, out var cutOff) && epoch < cutOff.SessionsBelow;

    /// <summary>Whether an account changed after a token of <paramref name="epoch"/> was made.</summary>
    public bool RefusesAccount(Guid accountId, long epoch) => accounts.TryGetValue(accountId, out var cutOff) && epoch < cutOff.Epoch;

    /// <summary>Whether what was made for a session, at an epoch of its account, is refused for either reason.</summary>
    public bool Refuses(Guid sessionId, Guid accountId, long epoch) => RefusesSession(sessionId) || RefusesAccount(accountId, epoch);

    /// <summary>
    /// Waits until a session, at an epoch of its account, is refused, and then calls <paramref name="refused"/>, once, on the thread that learnt of it: it must not wait
    /// for anything. Disposing of what is returned ends the waiting; no call is under way any more when that returns.
    /// </summary>
    public IDisposable Watch(Guid sessionId, Guid accountId, long epoch, Action refused)
    {
        var watch = new RevocationWatch(sessionId, accountId, epoch, refused, watches);
        watches.Add(watch);
        // What was refused before it was added has told nobody.
        if (Refuses(sessionId, accountId, epoch))
            watch.Refused();
        return watch;
    }

    /// <summary>Takes in what other processes revoked, up to <paramref name="now"/>, and forgets what has expired.</summary>
    public async Task FollowAsync(IRevocationFeed feed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const int batch = 1000;
        IReadOnlyList<RevocationEntry> entries;
        do
        {
            // By position once the beginning is known: another process's clock, and with it the time in its entry, may be another.
            entries = await feed.ReadAsync(Position, hasBegun ? DateTimeOffset.UnixEpoch : now - accessTokenLife, batch, cancellationToken);
            foreach (var entry in entries)
            {
                var from = entry.At > now ? entry.At : now;
                if (entry.SessionId is { } sessionId)
                    AddSession(sessionId, from);
                if (entry.AccountId is { } accountId)
                    AddAccount(accountId, entry.Epoch, from, entry.EndsSessions);
                Position = entry.Sequence;
            }
        }
        while (entries.Count == batch);
        hasBegun = true;

        foreach (var (id, until) in sessions)
        {
            if (until < now)
                sessions.TryRemove(new KeyValuePair<Guid, DateTimeOffset>(id, until));
        }

        foreach (var (id, cutOff) in accounts)
        {
            if (cutOff.Until < now)
                accounts.TryRemove(new KeyValuePair<Guid, AccountCutOff>(id, cutOff));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private void TellWatches(Guid id)
    {
        foreach (var watch in watches.Of(id))
        {
            if (Refuses(watch.SessionId, watch.AccountId, watch.Epoch))
                watch.Refused();
        }
    }

    private sealed record AccountCutOff(long Epoch, long SessionsBelow, DateTimeOffset Until)
    {
        public AccountCutOff Join(AccountCutOff added) => new(
            Math.Max(Epoch, added.Epoch), Math.Max(SessionsBelow, added.SessionsBelow),
            Epoch == added.Epoch ? Later(Until, added.Until) : Epoch > added.Epoch ? Until : added.Until);
    }
}
