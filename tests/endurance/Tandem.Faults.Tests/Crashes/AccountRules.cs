
namespace Tandem.Faults.Tests.Crashes;

/// <summary>What may be expected of accounts, whatever crashes: judged from acknowledged answers alone.</summary>
internal static class AccountRules
{
    /// <summary>Wrong passwords that lock an address.</summary>
    private const int MaxFailures = 5;

    /// <summary>Broken promises of one account, in what was done from a life of the server on.</summary>
    public static IEnumerable<Violation> Judge(IReadOnlyList<Entry> account, int fromLife)
    {
        foreach (var entry in account.Where(entry => entry.Life >= fromLife))
        {
            if (Judge(entry, account) is { } rule)
                yield return new(rule, entry);
        }
    }

    private static string? Judge(Entry entry, IReadOnlyList<Entry> account) => entry switch
    {
        { Deed: Deed.OldPassword, Outcome: Outcome.Done } => "An acknowledged change of password is undone: the old one signs in (V11)",
        { Deed: Deed.SignIn, Outcome: Outcome.Done } when IsDisabled(entry, account) => "An acknowledged disabling is undone (V11)",
        { Deed: Deed.SignIn, Outcome: Outcome.Done } when IsLocked(entry, account) => "An acknowledged lock is undone (K1, A8)",
        { Deed: Deed.SignIn, Outcome: Outcome.Refused } when !MayBeDisabled(entry, account) && !MayBeLocked(entry, account) =>
            "A right password is refused although nothing is against it (I1)",
        { Deed: Deed.SignIn or Deed.Refresh, Outcome: Outcome.Done } when !RolesAt(entry, account).Contains(entry.Roles) =>
            $"An acknowledged change of roles is undone: expected {string.Join(" or ", RolesAt(entry, account))} (I2, V11)",
        _ => null,
    };

    private static bool IsDisabled(Entry entry, IReadOnlyList<Entry> account) => account.Any(disabled =>
        disabled is { Deed: Deed.Disable, Outcome: Outcome.Done } && disabled.Ended < entry.Begun
        && !account.Any(enabled => enabled.Deed == Deed.Enable && enabled.Ended > disabled.Begun && enabled.Begun < entry.Ended));

    private static bool MayBeDisabled(Entry entry, IReadOnlyList<Entry> account) => account.Any(disabled =>
        disabled.Deed == Deed.Disable && disabled.Begun < entry.Ended
        && !account.Any(enabled => enabled is { Deed: Deed.Enable, Outcome: Outcome.Done } && enabled.Begun > disabled.Ended && enabled.Ended < entry.Begun));

    // What forgets the attempts of an address: lifting the lock, and a sign-in or a change of password that succeeds.
    private static bool Forgets(Entry entry) =>
        entry.Deed == Deed.Unlock || (entry.Deed is Deed.SignIn or Deed.ChangePassword && entry.Outcome != Outcome.Refused);

    private static bool IsLocked(Entry entry, IReadOnlyList<Entry> account)
    {
        var forgotten = account.Where(other => other != entry && Forgets(other) && other.Begun < entry.Ended).Select(other => other.Ended).DefaultIfEmpty(0).Max();
        return account.Count(other =>
            other is { Deed: Deed.WrongPassword, Outcome: Outcome.Refused } && other.Begun > forgotten && other.Ended < entry.Begun) >= MaxFailures;
    }

    private static bool MayBeLocked(Entry entry, IReadOnlyList<Entry> account)
    {
        var forgotten = account.Where(other => Forgets(other) && other.Outcome == Outcome.Done && other.Ended < entry.Begun).MaxBy(other => other.Begun);
        return account.Count(other =>
            other != entry && other != forgotten && other.Deed is Deed.WrongPassword or Deed.SignIn or Deed.ChangePassword
            && other.Ended > (forgotten?.Begun ?? 0) && other.Begun < entry.Ended) >= MaxFailures;
    }

    private static HashSet<string?> RolesAt(Entry entry, IReadOnlyList<Entry> account)
    {
        var changes = account.Where(change => change.Deed == Deed.SetRoles && change.Begun < entry.Ended).ToList();
        var last = changes.Where(change => change.Outcome == Outcome.Done && change.Ended < entry.Begun).MaxBy(change => change.Ended);
        return [last?.Roles ?? "user", .. changes.Where(change => change.Ended > (last?.Ended ?? 0)).Select(change => change.Roles)];
    }
}
