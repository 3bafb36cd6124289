
namespace Tandem.Faults.Tests.Crashes;

/// <summary>What clients may expect of sessions, whatever crashes: judged from acknowledged answers alone.</summary>
internal static class SessionRules
{
    /// <summary>Broken promises of one account's sessions, in what was done from a life of the server on.</summary>
    public static IEnumerable<Violation> Judge(IReadOnlyList<Entry> account, int fromLife) =>
        account.Where(entry => entry.Session is not null).GroupBy(entry => entry.Session)
            .Where(session => session.Any(entry => entry.Life >= fromLife))
            .SelectMany(session => Session([.. session], account, fromLife));

    private static IEnumerable<Violation> Session(List<Entry> session, IReadOnlyList<Entry> account, int fromLife)
    {
        // A sign-in without an answer leaves a session that nobody knows; those seen here have one.
        if (session.Find(entry => entry.Deed == Deed.SignIn) is not { } born)
            yield break;
        var ends = session.Where(entry => entry is { Deed: Deed.SignOut, Outcome: not Outcome.Refused })
            .Concat(account.Where(entry => entry.Outcome is not Outcome.Refused && entry.Ended > born.Begun && EndsOthers(entry, born.Session))).ToList();
        var certain = ends.Where(end => end.Outcome == Outcome.Done && (end.Deed == Deed.SignOut || end.Begun > born.Ended)).ToList();

        foreach (var entry in session.Where(entry => entry.Life >= fromLife))
        {
            if (Session(entry, ends, certain) is { } rule)
                yield return new(rule, entry);
            else if (entry is { Deed: Deed.AccessCheck, Outcome: Outcome.Done } && IsOfOldRoles(entry, account))
                yield return new("An access token with roles taken away is accepted after a restart (C9, I2)", entry);
        }

        foreach (var broken in GoesBackwards(session))
            yield return broken;
    }

    // A change of password spares the session that it comes from.
    private static bool EndsOthers(Entry entry, Guid? session) =>
        entry.Deed == Deed.Disable || (entry.Deed == Deed.ChangePassword && entry.Session != session);

    private static string? Session(Entry entry, List<Entry> ends, List<Entry> certain) => entry switch
    {
        { Deed: Deed.Refresh, Outcome: Outcome.Done } when certain.Exists(end => end.Ended < entry.Begun) =>
            "An acknowledged end of a session is undone: it refreshes (I6, V11)",
        { Deed: Deed.AccessCheck, Outcome: Outcome.Done } when certain.Exists(end => end.Ended < entry.Begun && IsInForce(end, entry)) =>
            "An acknowledged end of a session is undone: its access token is accepted (C9, V11)",
        { Deed: Deed.Refresh, Outcome: Outcome.Refused } when !ends.Exists(end => end.Begun < entry.Ended) =>
            "An honest client is refused although nobody ended its session (I1, V7, V8)",
        _ => null,
    };

    // What another process changed is promised within a second; a server that starts knows it before it is ready.
    private static bool IsInForce(Entry end, Entry entry) => end.Deed is Deed.SignOut or Deed.ChangePassword || entry.Life > end.Life;

    private static bool IsOfOldRoles(Entry check, IReadOnlyList<Entry> account) => account.Any(entry =>
        entry is { Deed: Deed.SetRoles, Outcome: Outcome.Done } && entry.Begun > check.TokenFrom && entry.Ended < check.Begun
        && entry.Begun > TokenEnd(check, account) && check.Life > entry.Life);

    // The token may have been made before or after a change that met its request.
    private static long TokenEnd(Entry check, IReadOnlyList<Entry> account) =>
        account.FirstOrDefault(entry => entry.Begun == check.TokenFrom)?.Ended ?? check.TokenFrom;

    private static IEnumerable<Violation> GoesBackwards(List<Entry> session)
    {
        var highest = 0L;
        foreach (var entry in session.Where(entry => entry is { Deed: Deed.SignIn or Deed.Refresh, Outcome: Outcome.Done }).OrderBy(entry => entry.Begun))
        {
            if (entry.Generation < highest)
                yield return new($"Generations go backwards: {entry.Generation} after {highest} (V7)", entry);
            highest = Math.Max(highest, entry.Generation);
        }
    }
}
