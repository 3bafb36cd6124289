using Tandem.Accounts;

namespace Tandem.Sessions;

/// <summary>A session together with its account, as one read returns them.</summary>
public sealed record StoredSession(Session Session, Account Account)
{
    /// <summary>Why the session is over at <paramref name="now"/>, its account considered, or null while it is alive.</summary>
    public SessionEnd? EndedBy(DateTimeOffset now) =>
        Session.EndedBy(now)
        ?? (Account.Status != AccountStatus.Active || Account.Epoch != Session.AccountEpoch ? SessionEnd.AccountChanged : null);
}
