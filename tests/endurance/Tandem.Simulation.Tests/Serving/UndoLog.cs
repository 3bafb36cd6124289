using Tandem.Accounts;
using Tandem.Sessions;

namespace Tandem.Simulation.Tests.Serving;

/// <summary>What each commit replaced, so that commits can be lost again: the last ones, or all since a backup.</summary>
internal sealed class UndoLog
{
    private readonly List<Replaced> replaced = [];

    /// <summary>Commits so far, those that were lost included.</summary>
    public int Commits { get; private set; }

    /// <summary>Commits that are still there, oldest first.</summary>
    public List<int> Kept { get; } = [];

    public void Begin() => Kept.Add(++Commits);

    /// <summary>Takes back a beginning that changed nothing.</summary>
    public void EndUnchanged()
    {
        if (replaced.Count == 0 || replaced[^1].Commit != Commits)
            Kept.RemoveAt(Kept.Count - 1);
    }

    public void Note(Guid id, Session? session) => replaced.Add(new(Commits, id, session, null, Of.Session));

    public void Note(Guid id, Account? account) => replaced.Add(new(Commits, id, null, account, Of.Account));

    public void NoteFeedEntry() => replaced.Add(new(Commits, default, null, null, Of.Feed));

    /// <summary>Takes back all commits after that one.</summary>
    public IEnumerable<Replaced> LoseAfter(int commit)
    {
        while (replaced.Count > 0 && replaced[^1].Commit > commit)
        {
            yield return replaced[^1];
            replaced.RemoveAt(replaced.Count - 1);
        }

        Kept.RemoveAll(kept => kept > commit);
    }

    internal enum Of { Session, Account, Feed }

    internal readonly record struct Replaced(int Commit, Guid Id, Session? Session, Account? Account, Of Of);
}
