using System.Net;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Serving;

/// <summary>A real start on a database whose every session is over by the clock, as when that is wrong or nobody was there for weeks.</summary>
public sealed class DoubtedClockTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Signing_in_works_and_the_others_are_told_to_wait_until_the_clock_is_accepted()
    {
        await tandem.CreateUserAsync("ada@example.com");
        SignedIn before;
        await using (var server = await tandem.ServeAsync())
            before = await server.SignInAsync("ada@example.com");
        // What a clock that is thirty days ahead finds.
        foreach (var change in new[] { "UPDATE sessions SET created_at = created_at - 2592000000", "UPDATE events SET at = at - 2592000000" })
            await Database.ExecuteAsync(tandem.Data, change);

        await using (var server = await tandem.ServeAsync())
        {
            Assert.Contains("tandem clock accept", server.Program.Error, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.RefreshAsync(before.Cookie)).StatusCode);
            await TestServer.SignedInAsync(await server.RefreshAsync((await server.SignInAsync("ada@example.com")).Cookie));
        }

        // What was written since does not make it look right.
        await using (var server = await tandem.ServeAsync())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.RefreshAsync(before.Cookie)).StatusCode);
            Assert.Contains("The clock is trusted", await tandem.SucceedAsync("clock", "accept"), StringComparison.Ordinal);
            await Eventually.IsTrueAsync(async () => (await server.RefreshAsync(before.Cookie)).StatusCode == HttpStatusCode.Unauthorized);
        }

        await using var after = await tandem.ServeAsync();
        using var refused = await after.RefreshAsync(before.Cookie);
        Assert.Contains("refresh_token_expired", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("not in doubt", await tandem.SucceedAsync("clock", "accept"), StringComparison.Ordinal);
    }
}
