using Tandem.Accounts;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Mutants;

namespace Tandem.Simulation.Tests.Serving;

/// <summary>
/// The database: rows in memory, each method one commit. It can fail before or after a commit, and lose commits. What it does to rows is
/// what the SQLite statements do.
/// </summary>
internal sealed partial class SimulatedStore(Rules rules)
{
    private readonly Dictionary<Guid, Session> sessions = [];
    private readonly Dictionary<Guid, Account> accounts = [];
    private readonly List<RevocationEntry> feed = [];
    private readonly UndoLog log = new();
    private readonly List<Action> inMemory = [];
    private long sequence;

    /// <summary>Whether the next write fails, and how.</summary>
    public Func<WriteFailure> Failing { get; set; } = static () => WriteFailure.None;

    /// <summary>Called when a session's row changes.</summary>
    public Action<Session, Session> Changed { get; set; } = static (_, _) => { };

    /// <summary>Called after a read, before its result is acted upon.</summary>
    public Action Read { get; set; } = static () => { };

    /// <summary>How long the changed rules put a write off.</summary>
    public Action<Action> Later { get; set; } = static write => write();

    public int Commits => log.Commits;

    public Session? Row(Guid id) => sessions.GetValueOrDefault(id);

    public IEnumerable<Account> Accounts => accounts.Values;

    /// <summary>The last <paramref name="count"/> commits are lost, but never the first; answers the last one that is left.</summary>
    public int LoseLast(int count)
    {
        var left = log.Kept[Math.Max(0, log.Kept.Count - count - 1)];
        LoseAfter(left);
        return left;
    }

    public void LoseAfter(int commit)
    {
        foreach (var replaced in log.LoseAfter(commit))
        {
            if (replaced.Of is UndoLog.Of.Feed)
                feed.RemoveAt(feed.Count - 1);
            else if (replaced.Of is UndoLog.Of.Account)
                Put(accounts, replaced.Id, replaced.Account);
            else
                Put(sessions, replaced.Id, replaced.Session);
        }
    }

    /// <summary>A process stops: what was only in its memory is gone.</summary>
    public void Crash()
    {
        foreach (var forget in inMemory)
            forget();
        inMemory.Clear();
    }

    /// <summary>What <c>tandem restore</c> does to a backup.</summary>
    public void Disarm(bool keepSessions, DateTimeOffset now)
    {
        const long beyond = 1_000_000;
        log.Begin();
        foreach (var session in sessions.Values.Where(session => session.RevokedAt is null).ToArray())
        {
            if (!keepSessions)
                Set(session with { RevokedAt = now, RevokedBecause = SessionEnd.Restored });
        }

        sequence += beyond;
        foreach (var account in accounts.Values.ToArray())
        {
            var raised = account with { Epoch = account.NextEpoch(now.AddMinutes(1)) };
            Set(raised);
            Tell(now, null, account.Id, raised.Epoch);
        }
    }

    public void Add(Account account)
    {
        log.Begin();
        Set(account);
    }

    private Task<T> WriteAsync<T>(Func<T> change)
    {
        var failure = Failing();
        if (failure is WriteFailure.Before)
            throw new StorageUnavailableException("The simulated disk is full.");
        log.Begin();
        var result = change();
        log.EndUnchanged();
        if (failure is WriteFailure.After)
            throw new StorageUnavailableException("The simulated connection broke after the commit.");
        return Task.FromResult(result);
    }

    private void Set(Session session)
    {
        var before = sessions.GetValueOrDefault(session.Id);
        log.Note(session.Id, before);
        sessions[session.Id] = session;
        if (before is not null)
            Changed(before, session);
    }

    private void Set(Account account)
    {
        log.Note(account.Id, accounts.GetValueOrDefault(account.Id));
        accounts[account.Id] = account;
    }

    private void Tell(DateTimeOffset at, Guid? session, Guid? account, long epoch)
    {
        sequence++;
        if (rules.FeedIsSilent && session is not null)
            return;
        feed.Add(new RevocationEntry(sequence, at, session, account, epoch));
        log.NoteFeedEntry();
    }

    private static void Put<T>(Dictionary<Guid, T> rows, Guid id, T? row) where T : class
    {
        if (row is null)
            rows.Remove(id);
        else
            rows[id] = row;
    }
}

/// <summary>How a write fails.</summary>
internal enum WriteFailure
{
    None,

    /// <summary>Nothing was written.</summary>
    Before,

    /// <summary>It was written, and nobody is told.</summary>
    After,
}
