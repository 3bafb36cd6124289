using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Oracle;

/// <summary>
/// Judges by what the server wrote down, from a moment on. An ordinary rotation writes no event, so rotations are counted by the row's
/// generation, less those that recovered a lost answer.
/// </summary>
internal sealed class SessionOracle
{
    private const string Recovered = "refresh_recovered";

    private readonly Site site;
    private readonly Guid session;
    private readonly SessionState before;
    private readonly int refreshesBefore;

    private SessionOracle(Site site, Guid session, SessionState before)
    {
        this.site = site;
        this.session = session;
        this.before = before;
        refreshesBefore = site.Refreshes;
    }

    public static async Task<SessionOracle> WatchAsync(Site site, Guid session) => new(site, session, await SessionState.ReadAsync(site.Server, session));

    /// <summary>What the server wrote down since.</summary>
    public async Task<SessionVerdict> JudgeAsync()
    {
        var now = await SessionState.ReadAsync(site.Server, session);
        var events = now.Events.Skip(before.Events.Count).ToList();
        var recoveries = events.Count(kind => kind == Recovered);
        return new(
            site.Refreshes - refreshesBefore,
            (int)(now.Issued - before.Issued) - recoveries,
            recoveries,
            [.. events.Where(kind => kind != Recovered)],
            now.EndReason);
    }
}
