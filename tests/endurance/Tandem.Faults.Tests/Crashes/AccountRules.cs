namespace Tandem.Faults.Tests.Crashes;

/// <summary>What may be expected of accounts, whatever crashes: judged from acknowledged answers alone.</summary>
internal static class AccountRules
{
    /// <summary>Wrong passwords that lock an address.</summary>
    private const int MaxFailures = 5;

    /// <summary>Broken promises of one account, in what was done from a run of the server on.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<HistoryEntry> account, int fromRun)
    {
        foreach (var entry in account.Where(entry => entry.ServerRun >= fromRun))
        {
            if (Check(entry, account) is { } rule)
                yield return new(rule, entry);
        }
    }

    private static string? Check(HistoryEntry entry, IReadOnlyList<HistoryEntry> account) => entry switch
    {
        { Action: UserAction.OldPassword, Outcome: Outcome.Done } => "An acknowledged change of password is undone: the old one signs in (V11)",
        { Action: UserAction.SignIn, Outcome: Outcome.Done } when IsDisabled(entry, account) => "An acknowledged disabling is undone (V11)",
        { Action: UserAction.SignIn, Outcome: Outcome.Done } when IsLocked(entry, account) => "An acknowledged lock is undone (K1, A8)",
        { Action: UserAction.SignIn, Outcome: Outcome.Refused } when !MayBeDisabled(entry, account) && !MayBeLocked(entry, account) =>
            "A right password is refused although nothing is against it (I1)",
        { Action: UserAction.SignIn or UserAction.Refresh, Outcome: Outcome.Done } when !RolesAt(entry, account).Contains(entry.Roles) =>
            $"An acknowledged change of roles is undone: expected {string.Join(" or ", RolesAt(entry, account))} (I2, V11)",
        _ => null,
    };

    private static bool IsDisabled(HistoryEntry entry, IReadOnlyList<HistoryEntry> account) => account.Any(disabled =>
        disabled is { Action: UserAction.Disable, Outcome: Outcome.Done } && disabled.Ended < entry.Begun
        && !account.Any(enabled => enabled.Action == UserAction.Enable && enabled.Ended > disabled.Begun && enabled.Begun < entry.Ended));

    private static bool MayBeDisabled(HistoryEntry entry, IReadOnlyList<HistoryEntry> account) => account.Any(disabled =>
        disabled.Action == UserAction.Disable && disabled.Begun < entry.Ended
        && !account.Any(enabled => enabled is { Action: UserAction.Enable, Outcome: Outcome.Done } && enabled.Begun > disabled.Ended && enabled.Ended < entry.Begun));

    // What forgets the attempts of an address: lifting the lock, and a sign-in or a change of password that succeeds.
    private static bool Forgets(HistoryEntry entry) =>
        entry.Action == UserAction.Unlock || (entry.Action is UserAction.SignIn or UserAction.ChangePassword && entry.Outcome != Outcome.Refused);

    private static bool IsLocked(HistoryEntry entry, IReadOnlyList<HistoryEntry> account)
    {
        var forgotten = account.Where(other => other != entry && Forgets(other) && other.Begun < entry.Ended).Select(other => other.Ended).DefaultIfEmpty(0).Max();
        return account.Count(other =>
            other is { Action: UserAction.WrongPassword, Outcome: Outcome.Refused } && other.Begun > forgotten && other.Ended < entry.Begun) >= MaxFailures;
    }

    private static bool MayBeLocked(HistoryEntry entry, IReadOnlyList<HistoryEntry> account)
    {
        var forgotten = account.Where(other => Forgets(other) && other.Outcome == Outcome.Done && other.Ended < entry.Begun).MaxBy(other => other.Begun);
        return account.Count(other =>
            other != entry && other != forgotten && other.Action is UserAction.WrongPassword or UserAction.SignIn or UserAction.ChangePassword
            && other.Ended > (forgotten?.Begun ?? 0) && other.Begun < entry.Ended) >= MaxFailures;
    }

    private static HashSet<string?> RolesAt(HistoryEntry entry, IReadOnlyList<HistoryEntry> account)
    {
        var changes = account.Where(change => change.Action == UserAction.SetRoles && change.Begun < entry.Ended).ToList();
        var last = changes.Where(change => change.Outcome == Outcome.Done && change.Ended < entry.Begun).MaxBy(change => change.Ended);
        return [last?.Roles ?? "user", .. changes.Where(change => change.Ended > (last?.Ended ?? 0)).Select(change => change.Roles)];
    }
}
