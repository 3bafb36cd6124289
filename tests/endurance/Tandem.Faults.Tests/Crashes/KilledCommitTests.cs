using System.Net;

using Tandem.Faults.Tests.Disks;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>SIGKILL right after each call with which a refresh changes a file, the one that commits it included (I1, V8, V11).</summary>
public sealed class KilledCommitTests(ITestOutputHelper output) : IDisposable
{
    // More than a refresh makes.
    private const int Most = 40;

    private readonly ServedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    public async Task A_server_that_is_killed_between_the_commit_and_its_response_signs_nobody_out(string delivery)
    {
        await folder.CreateAccountsAsync(["ada"]);
        using var faults = await DiskFaults.InstallAsync(folder);
        var server = await ServeAsync();
        try
        {
            int kills = 0, committed = 0;
            for (; ; kills++)
            {
                Assert.True(kills < Most, "A refresh makes more calls than expected.");
                var client = new TokenClient("ada@example.com", delivery);
                await client.SignInAsync(server);
                faults.KillAfter(kills + 1);
                var lost = await client.RefreshAsync(server);
                if (lost.Status == HttpStatusCode.OK)
                {
                    faults.Stop();
                    break;
                }

                Assert.True(lost.Status == 0, lost.ToString());
                await server.Program.EndAsync();
                await server.DisposeAsync();
                faults.Stop();
                if (Row(client).Issued == 2)
                    committed++;

                server = await ServeAsync();
                var retried = await client.RefreshAsync(server);
                Assert.True(retried.Status == HttpStatusCode.OK, $"Killed after call {kills + 1}: {retried}");
                Assert.Equal(2, client.Rotations);
                Assert.Equal(HttpStatusCode.OK, (await server.MeAsync(client.AccessToken)).Status);
                Assert.Equal(HttpStatusCode.OK, (await client.RefreshAsync(server)).Status);
                Assert.Null(Row(client).RevokedAt);
            }

            output.WriteLine($"Killed {kills} times, {committed} times between the commit and its response.");
            Assert.InRange(committed, 1, kills - 1);
            Assert.DoesNotContain(DatabaseRows.Read(folder.Database).Events, reported => reported.Kind == "refresh_token_reused");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private Task<ServedProcess> ServeAsync() => folder.ServeAsync(
        "--Tandem:RefreshToken:Leeway=00:00:01", "--Tandem:RefreshToken:Delivery:0=cookie", "--Tandem:RefreshToken:Delivery:1=body");

    private DatabaseRows.SessionRow Row(TokenClient client) =>
        DatabaseRows.Read(folder.Database).Sessions.Single(session => session.Id == DatabaseRows.Hex(client.Session));
}
