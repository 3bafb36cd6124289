namespace Tandem.Faults.Tests.Crashes;

/// <summary>Compares what was acknowledged with what came later.</summary>
internal static class Oracle
{
    /// <summary>The promises that a history breaks from a run of the server on; what was before is taken as given.</summary>
    public static IReadOnlyList<Violation> Check(IEnumerable<HistoryEntry> history, int fromRun = 0) =>
        [.. history.GroupBy(entry => entry.Account).SelectMany(group =>
        {
            var account = group.OrderBy(entry => entry.Begun).ToList();
            return SessionRules.Check(account, fromRun).Concat(AccountRules.Check(account, fromRun));
        })];
}
