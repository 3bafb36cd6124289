using System.Net;
using System.Net.Sockets;

namespace Tandem.Server.Tests.Overload;

/// <summary>One address that opens connections and leaves them idle shuts nobody out. K5.</summary>
[Trait("requirement", "K5")]
public sealed class ConnectionLimitTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    [Fact]
    public async Task Idle_connections_of_one_address_are_closed_beyond_its_share_and_others_are_served()
    {
        var held = new List<TcpClient?>();
        try
        {
            for (var number = 0; number < 1_200; number++)
                held.Add(await ConnectAsync("127.0.0.2"));

            using var other = await ConnectAsync("127.0.0.3");
            Assert.Equal(HttpStatusCode.OK, await served.Server.StatusAsync("/healthz"));
            Assert.True(await IsServedAsync(other));

            var answered = 0;
            foreach (var connection in held)
                answered += await IsServedAsync(connection) ? 1 : 0;
            Assert.Equal(1_000, answered);
        }
        finally
        {
            held.ForEach(connection => connection?.Dispose());
        }
    }

    // Null when it was closed before the client knew that it was open.
    private async Task<TcpClient?> ConnectAsync(string from)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, served.Server.Url.Port, TestContext.Current.CancellationToken);
            return client;
        }
        catch (SocketException)
        {
            client.Dispose();
            return null;
        }
    }

    private static async Task<bool> IsServedAsync(TcpClient? client)
    {
        if (client is null)
            return false;
        var buffer = new byte[64];
        try
        {
            await client.GetStream().WriteAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            return await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
