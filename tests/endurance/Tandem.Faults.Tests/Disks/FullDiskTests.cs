using System.Net;

using Tandem.Faults.Tests.Crashes;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Disks;

/// <summary>A disk that takes no writes for a while (K2, fault table "Full disk").</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly ServedFolder folder = new();
    private DiskFaults faults = null!;
    private ServedProcess server = null!;

    public async ValueTask InitializeAsync()
    {
        await folder.CreateAccountsAsync(["ada", "bea", "cleo", "dora"]);
        faults = await DiskFaults.InstallAsync(folder);
        server = await folder.ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        faults.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(DiskError.Full, false)]
    [InlineData(DiskError.Broken, false)]
    [InlineData(DiskError.Broken, true)]
    public async Task While_nothing_can_be_written_it_fails_closed_and_afterwards_it_goes_on_by_itself(DiskError error, bool onlySyncs)
    {
        var refreshing = (await server.LoginAsync("ada@example.com")).Grant!;
        var leaving = (await server.LoginAsync("bea@example.com")).Grant!;
        for (var guess = 0; guess < 3; guess++)
            await GuessAsync(HttpStatusCode.Unauthorized);

        if (onlySyncs)
            faults.FailSyncs(error);
        else
            faults.FailAlways(error);

        Refused(await server.LoginAsync("dora@example.com"));
        Refused(await server.RefreshAsync(refreshing.Cookie!));
        Refused(await server.LogoutAsync(leaving.Cookie!));
        Refused(await server.SendAsync(HttpMethod.Post, "/api/auth/logout-all", accessToken: leaving.AccessToken));
        Refused(await server.SendAsync(HttpMethod.Delete, $"/api/auth/sessions/{leaving.Session}", accessToken: leaving.AccessToken));
        // A guess that cannot be counted is not evaluated.
        await GuessAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, (await server.MeAsync(leaving.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/.well-known/jwks.json")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/healthz")).Status);
        for (var probe = 0; probe < 3; probe++)
            Assert.Equal("""{"status":"storage_unavailable"}""", Answered(HttpStatusCode.ServiceUnavailable, await server.GetAsync("/readyz")).Text);
        Assert.True(faults.FailedCalls > 0);

        faults.Stop();

        await server.ReadyAsync();
        var refreshed = Answered(HttpStatusCode.OK, await server.RefreshAsync(refreshing.Cookie!)).Grant!;
        Assert.Equal((refreshing.Session, 2), (refreshed.Session, refreshed.Generation));
        Answered(HttpStatusCode.OK, await server.RefreshAsync(leaving.Cookie!));
        Answered(HttpStatusCode.NoContent, await server.LogoutAsync(leaving.Cookie!));
        Assert.True((await server.RefreshAsync(leaving.Cookie!)).EndsSession);
        Answered(HttpStatusCode.OK, await server.LoginAsync("dora@example.com"));

        // Three and two are five: no count was lost (A8).
        for (var guess = 0; guess < 2; guess++)
            await GuessAsync(HttpStatusCode.Unauthorized);
        Answered(HttpStatusCode.Unauthorized, await server.LoginAsync("cleo@example.com"));
        Assert.Empty(Audit.Compare(DatabaseRows.Read(folder.Database)));
    }

    [Fact]
    public async Task A_server_that_starts_on_a_full_disk_says_so_and_the_next_one_starts()
    {
        await server.DisposeAsync();
        faults.FailAlways(DiskError.Full);
        await using (var refused = folder.Start())
        {
            var end = await refused.EndAsync();
            Assert.True(end.ExitCode == 1, end.ToString());
            Assert.Contains("No space left on device", end.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("fault of the program", end.Error, StringComparison.Ordinal);
        }

        faults.Stop();
        server = await folder.ServeAsync();
        Answered(HttpStatusCode.OK, await server.LoginAsync("ada@example.com"));
    }

    private async Task GuessAsync(HttpStatusCode expected) => Answered(expected, await server.LoginAsync("cleo@example.com", "a wrong password"));

    // The cookie is left alone, and the client told when to come again.
    private static void Refused(ServerResponse reply)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (reply.Status, reply.Code));
        Assert.True(int.Parse(reply.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.False(reply.SetCookie);
    }

    private static ServerResponse Answered(HttpStatusCode expected, ServerResponse reply)
    {
        Assert.True(reply.Status == expected, $"{expected} was expected: {reply}");
        return reply;
    }
}
