using System.Text.Json;

using Tandem.Accounts;
using Tandem.Lockout;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>Compares a database with its own events: a change and its event are there together or not at all (J6).</summary>
internal static class Audit
{
    private const int MaxFailures = 5;

    // Each raises the account's epoch and tells the revocation feed.
    private static readonly string[] RaiseEpoch = ["account_disabled", "roles_changed", "password_changed", "sessions_ended"];

    private static readonly string[] OfSessions =
    [
        "login_succeeded", "session_ended", "refresh_refused", "refresh_recovered", "refresh_from_elsewhere", "session_fast_forwarded",
        "refresh_token_reused", "password_changed", "password_change_failed",
    ];

    /// <summary>What does not fit together.</summary>
    public static IReadOnlyList<string> Compare(DatabaseRows rows)
    {
        var byAccount = rows.Events.ToLookup(reported => reported.Account);
        var bySession = rows.Events.Where(reported => reported.Session.Length > 0).ToLookup(reported => reported.Session);
        var fed = rows.Revocations.ToLookup(row => row.Session.Length > 0 ? row.Session : row.Account);
        var counters = rows.Counters.ToDictionary(counter => counter.Key);
        return
        [
            .. rows.Sessions.SelectMany(session => Session(session, [.. bySession[session.Id]], fed[session.Id].Count())),
            .. rows.Accounts.SelectMany(account => Account(account, [.. byAccount[account.Id]], [.. fed[account.Id].Select(row => row.Epoch)])),
            .. rows.Accounts.SelectMany(account => Lock(account, [.. byAccount[account.Id]], counters.GetValueOrDefault(SignInKey.ForEmail(account.Email).Value))),
            .. Orphans(rows, "login_succeeded", reported => reported.Session, rows.Sessions.Select(session => session.Id)),
            .. Orphans(rows, "account_created", reported => reported.Account, rows.Accounts.Select(account => account.Id)),
        ];
    }

    private static IEnumerable<string> Session(DatabaseRows.SessionRow session, DatabaseRows.EventRow[] own, int fed)
    {
        if (own.Count(reported => reported.Kind == "login_succeeded") != 1)
            yield return $"{session} has no single sign-in event.";
        var ends = own.Count(reported => reported.Kind is "session_ended" or "refresh_token_reused" && reported.At == session.RevokedAt);
        if (session.RevokedAt is null && own.Any(reported => reported.Kind is "session_ended" or "refresh_token_reused"))
            yield return $"{session} lives, and an event says that it ended.";
        if (session.RevokedAt is not null && ends != 1)
            yield return $"{session} ended without its event.";
        if (ends != 0 && fed != 1)
            yield return $"{session} ended, and the revocation feed was told {fed} times.";
        if (own.FirstOrDefault(reported => !OfSessions.Contains(reported.Kind)) is { } other)
            yield return $"{session} has the event {other}.";
        if (own.Count(reported => reported.Kind == "refresh_recovered") >= session.Issued)
            yield return $"{session} was recovered more often than it was handed out.";
    }

    private static IEnumerable<string> Account(DatabaseRows.AccountRow account, DatabaseRows.EventRow[] own, long[] fed)
    {
        if (own.Count(reported => reported.Kind == "account_created") != 1)
            yield return $"{account} has no single event of its creation.";
        var raised = own.Count(reported => RaiseEpoch.Contains(reported.Kind));
        long[] epochs = [1, .. fed];
        if (fed.Length != raised || epochs[^1] != account.Epoch || !epochs.SequenceEqual(epochs.Distinct().Order()))
            yield return $"{account} has {raised} events that raise its epoch, and these in the revocation feed: {string.Join(' ', fed)}.";
        var status = own.LastOrDefault(reported => reported.Kind is "account_disabled" or "account_enabled")?.Kind == "account_disabled"
            ? AccountStatus.Disabled : AccountStatus.Active;
        if ((AccountStatus)account.Status != status)
            yield return $"{account} should be {status} by its events.";
        if (own.LastOrDefault(reported => reported.Kind == "roles_changed") is { } change
            && JsonDocument.Parse(change.Data).RootElement.GetProperty("after").GetRawText() != account.Roles)
            yield return $"{account} has other roles than its last event says: {change.Data}";
    }

    private static IEnumerable<string> Lock(DatabaseRows.AccountRow account, DatabaseRows.EventRow[] own, DatabaseRows.CounterRow? counter)
    {
        var forgotten = Array.FindLastIndex(own, reported => reported.Kind is "account_unlocked" or "login_succeeded" or "password_changed");
        var since = own[(forgotten + 1)..];
        var locked = since.LastOrDefault(reported => reported.Kind == "account_locked")?.At;
        if (locked != counter?.LockedAt)
            yield return $"{account} was locked at {locked} by its events and at {counter?.LockedAt} by its counter.";
        var wrong = since.Count(reported => reported.Kind == "login_failed" && reported.Data.Contains("wrong_password", StringComparison.Ordinal));
        if ((counter?.Attempts ?? 0) < Math.Min(wrong, MaxFailures))
            yield return $"{account} has {wrong} wrong passwords in its events and {counter?.Attempts ?? 0} in its counter.";
    }

    private static IEnumerable<string> Orphans(
        DatabaseRows rows, string kind, Func<DatabaseRows.EventRow, string> key, IEnumerable<string> known)
    {
        var ids = known.ToHashSet();
        return rows.Events.Where(reported => reported.Kind == kind && !ids.Contains(key(reported))).Select(reported => $"{reported} tells of something that is not there.");
    }
}
