using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tandem.Server.Tests.Serving;

/// <summary>A sign-in whose body stops half way, until the test finishes it.</summary>
internal sealed class SlowLogin : IDisposable
{
    private readonly TcpClient client;
    private readonly byte[] rest;

    private SlowLogin(TcpClient client, byte[] rest)
    {
        this.client = client;
        this.rest = rest;
    }

    public static async Task<SlowLogin> StartAsync(Uri url, string email)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { email, password = TestInstallation.Password });
        var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/auth/login HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));

        // Said when the server begins to read the body: from here on the request is under way.
        Assert.StartsWith("HTTP/1.1 100 ", await ReadAsync(stream), StringComparison.Ordinal);
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
        return new(client, body[(body.Length / 2)..]);
    }

    /// <summary>Sends the rest; the beginning of the answer.</summary>
    public async Task<string> FinishAsync()
    {
        await client.GetStream().WriteAsync(rest);
        return await ReadAsync(client.GetStream());
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[8192];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }
}
