using System.Net;
using System.Net.Sockets;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Serving;

public sealed class DrainTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task After_SIGTERM_it_is_not_ready_finishes_what_has_begun_and_ends_well()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync();
        using var slow = await SlowLogin.StartAsync(server.Url, "ada@example.com");

        await server.Program.SignalAsync("TERM");

        await Eventually.IsTrueAsync(async () => await server.StatusAsync("/readyz") == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/healthz"));

        await Eventually.IsTrueAsync(() => RefusesConnectionsAsync(server.Url), TimeSpan.FromSeconds(10));
        Assert.StartsWith("HTTP/1.1 200 ", await slow.FinishAsync(), StringComparison.Ordinal);

        var end = await server.Program.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_server_can_start_as_soon_as_the_last_has_ended()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var server = await tandem.ServeAsync("--Tandem:DrainDelay=00:00:00");
            await server.Program.SignalAsync(i % 2 == 0 ? "TERM" : "INT");
            var end = await server.Program.EndAsync();
            Assert.True(end.ExitCode == 0, end.ToString());
        }
    }

    [Fact]
    public async Task After_an_orderly_end_the_database_is_one_file()
    {
        await using (var server = await tandem.ServeAsync("--Tandem:DrainDelay=00:00:00"))
        {
            await server.Program.SignalAsync("TERM");
            await server.Program.EndAsync();
        }

        Assert.Equal(
            [".gitignore", "master.key", "server.lock", "tandem.db"],
            Directory.EnumerateFileSystemEntries(tandem.Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static async Task<bool> RefusesConnectionsAsync(Uri url)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.Host, url.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
