using Tandem.Setups.Testing;

namespace Tandem.Engines.Tests.Setups;

/// <summary>
/// Set-ups that people have, in a real browser: broken, the session does not last; with the doctor's cure it does. That the doctor names the
/// cause first and its cure is tested beside the command line, over the same list.
/// </summary>
public sealed class SetupTests : IDisposable
{
    /// <summary>What still works at the first refresh, and fails later or for others: minutes on, at the first error, at a cache, or for who listens.</summary>
    private static readonly string[] Later =
        ["cors_errors_unreadable", "duplicate_cookies", "plain_http_api", "short_life", "token_from_cache"];

    private readonly TestAuthority authority = new();

    public static TheoryData<string> Findings => [.. BrokenSetups.All.Select(setup => setup.Finding)];

    public void Dispose() => authority.Dispose();

    [Theory, MemberData(nameof(Findings))]
    public async Task The_cure_makes_the_session_last(string finding)
    {
        var setup = BrokenSetups.All.Single(setup => setup.Finding == finding);

        // Third-party cookies are blocked, as in private windows: what works here works in every window. The jar is kept, as a visitor's is.
        await using var engine = await Engine.StartAsync(EngineProfile.ChromiumBlocking, authority.Laboratory);

        var broken = await VisitAsync(engine, setup.Broken);
        var cured = await VisitAsync(engine, setup.Cured);

        Assert.Equal("refreshed", cured);
        Assert.Equal(!setup.IsError || Later.Contains(finding), broken == "refreshed");
    }

    private async Task<string> VisitAsync(IEngine engine, BackEnd backEnd)
    {
        await using var running = await RunningSetup.StartAsync(backEnd, authority);
        var tab = await engine.OpenTabAsync();
        try
        {
            await tab.GoToAsync(new Uri(running.Start));
        }
        catch (EngineException refused)
        {
            // A page whose certificate is wrong is not shown.
            return refused.Message;
        }

        await tab.UntilAsync("document.title !== 'waiting'");
        return (await tab.RunAsync("return document.title")).GetString()!;
    }
}
