using Tandem.PostgreSql.Engine;
using Tandem.Sessions;

namespace Tandem.PostgreSql.Sessions;

/// <summary>Looks through an account's sessions, never at more of them than one request may cost.</summary>
internal static class SessionListing
{
    // Rows behind one page. Those that are over by their lifetimes and not purged yet are looked at and not shown.
    private const int MostLookedAt = 10 * SessionPage.Most;

    public static async Task<SessionPage?> PageAsync(Statements statements, Guid accountId, Guid? after, DateTimeOffset now)
    {
        var before = after is { } id ? await SessionRows.PlaceAsync(statements, accountId, id) : long.MaxValue;
        if (before is null)
            return null;
        var living = new List<Session>();
        for (var lookedAt = 0; lookedAt < MostLookedAt; lookedAt += SessionPage.Most)
        {
            var batch = await SessionRows.ListLatestAsync(statements, accountId, before.Value, SessionPage.Most);
            foreach (var (number, stored) in batch)
            {
                before = number;
                after = stored.Session.Id;
                if (stored.EndedBy(now) is null)
                    living.Add(stored.Session);
                if (living.Count == SessionPage.Most)
                    return new(InOrderOfUse(living), await HasMoreAsync(statements, accountId, number) ? after : null);
            }

            if (batch.Count < SessionPage.Most)
                return new(InOrderOfUse(living), null);
        }

        return new(InOrderOfUse(living), after);
    }

    public static async Task<SessionCount> CountAsync(Statements statements, Guid accountId, int most, DateTimeOffset now)
    {
        var count = await SessionRows.CountAsync(statements, accountId, most + 1);
        if (count <= most)
            return new(count, []);
        var living = (await SessionRows.ListEarliestAsync(statements, accountId, 2 * most + 1)).Where(stored => stored.EndedBy(now) is null).ToList();
        return living.Count <= most
            ? new(count, [])
            : new(count, [.. living.Select(stored => stored.Session).OrderBy(session => session.LastUsedAt)]);
    }

    private static async Task<bool> HasMoreAsync(Statements statements, Guid accountId, long number) =>
        (await SessionRows.ListLatestAsync(statements, accountId, number, 1)).Count > 0;

    private static IReadOnlyList<Session> InOrderOfUse(IEnumerable<Session> sessions) =>
        [.. sessions.OrderByDescending(session => session.LastUsedAt).ThenBy(session => session.Id)];
}
