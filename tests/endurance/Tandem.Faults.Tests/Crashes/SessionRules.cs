namespace Tandem.Faults.Tests.Crashes;

/// <summary>What clients may expect of sessions, whatever crashes: judged from acknowledged answers alone.</summary>
internal static class SessionRules
{
    /// <summary>Broken promises of one account's sessions, in what was done from a run of the server on.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<HistoryEntry> account, int fromRun) =>
        account.Where(entry => entry.Session is not null).GroupBy(entry => entry.Session)
            .Where(session => session.Any(entry => entry.ServerRun >= fromRun))
            .SelectMany(session => Session([.. session], account, fromRun));

    private static IEnumerable<Violation> Session(List<HistoryEntry> session, IReadOnlyList<HistoryEntry> account, int fromRun)
    {
        // A sign-in without an answer leaves a session that nobody knows; those seen here have one.
        if (session.Find(entry => entry.Action == UserAction.SignIn) is not { } born)
            yield break;
        var ends = session.Where(entry => entry is { Action: UserAction.SignOut, Outcome: not Outcome.Refused })
            .Concat(account.Where(entry => entry.Outcome is not Outcome.Refused && entry.Ended > born.Begun && EndsOthers(entry, born.Session))).ToList();
        var certain = ends.Where(end => end.Outcome == Outcome.Done && (end.Action == UserAction.SignOut || end.Begun > born.Ended)).ToList();

        foreach (var entry in session.Where(entry => entry.ServerRun >= fromRun))
        {
            if (Session(entry, ends, certain) is { } rule)
                yield return new(rule, entry);
            else if (entry is { Action: UserAction.AccessCheck, Outcome: Outcome.Done } && IsOfOldRoles(entry, account))
                yield return new("An access token with roles taken away is accepted after a restart (C9, I2)", entry);
        }

        foreach (var broken in GoesBackwards(session))
            yield return broken;
    }

    // A change of password spares the session that it comes from.
    private static bool EndsOthers(HistoryEntry entry, Guid? session) =>
        entry.Action == UserAction.Disable || (entry.Action == UserAction.ChangePassword && entry.Session != session);

    private static string? Session(HistoryEntry entry, List<HistoryEntry> ends, List<HistoryEntry> certain) => entry switch
    {
        { Action: UserAction.Refresh, Outcome: Outcome.Done } when certain.Exists(end => end.Ended < entry.Begun) =>
            "An acknowledged end of a session is undone: it refreshes (I6, V11)",
        { Action: UserAction.AccessCheck, Outcome: Outcome.Done } when certain.Exists(end => end.Ended < entry.Begun && IsInForce(end, entry)) =>
            "An acknowledged end of a session is undone: its access token is accepted (C9, V11)",
        { Action: UserAction.Refresh, Outcome: Outcome.Refused } when !ends.Exists(end => end.Begun < entry.Ended) =>
            "An honest client is refused although nobody ended its session (I1, V7, V8)",
        _ => null,
    };

    // What another process changed is promised within a second; a server that starts knows it before it is ready.
    private static bool IsInForce(HistoryEntry end, HistoryEntry entry) => end.Action is UserAction.SignOut or UserAction.ChangePassword || entry.ServerRun > end.ServerRun;

    private static bool IsOfOldRoles(HistoryEntry check, IReadOnlyList<HistoryEntry> account) => account.Any(entry =>
        entry is { Action: UserAction.SetRoles, Outcome: Outcome.Done } && entry.Begun > check.TokenFrom && entry.Ended < check.Begun
        && entry.Begun > TokenEnd(check, account) && check.ServerRun > entry.ServerRun);

    // The token may have been made before or after a change that met its request.
    private static long TokenEnd(HistoryEntry check, IReadOnlyList<HistoryEntry> account) =>
        account.FirstOrDefault(entry => entry.Begun == check.TokenFrom)?.Ended ?? check.TokenFrom;

    private static IEnumerable<Violation> GoesBackwards(List<HistoryEntry> session)
    {
        var highest = 0L;
        foreach (var entry in session.Where(entry => entry is { Action: UserAction.SignIn or UserAction.Refresh, Outcome: Outcome.Done }).OrderBy(entry => entry.Begun))
        {
            if (entry.Generation < highest)
                yield return new($"Generations go backwards: {entry.Generation} after {highest} (V7)", entry);
            highest = Math.Max(highest, entry.Generation);
        }
    }
}
