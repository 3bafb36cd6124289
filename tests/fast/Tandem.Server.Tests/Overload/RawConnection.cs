using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Server.Tests.Overload;

/// <summary>A connection that sends whatever a test wants, and reads answers one by one.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient client = new() { NoDelay = true };
    private readonly StringBuilder received = new();
    private readonly byte[] buffer = new byte[16 * 1024];

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var opened = new RawConnection();
        await opened.client.ConnectAsync(server.Host, server.Port);
        return opened;
    }

    /// <summary>Sends; false when the server has closed the connection.</summary>
    public async Task<bool> TrySendAsync(string text)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The next answer; null when the server closed the connection instead.</summary>
    public async Task<RawResponse?> ReadAsync()
    {
        while (true)
        {
            if (RawResponse.TryTake(received) is { } answer)
                return answer;
            if (!await ReceiveAsync())
                return null;
        }
    }

    /// <summary>All answers until the server closes the connection.</summary>
    public async Task<IReadOnlyList<RawResponse>> ReadToEndAsync()
    {
        var all = new List<RawResponse>();
        while (await ReadAsync() is { } answer)
            all.Add(answer);
        return all;
    }

    public void Dispose() => client.Dispose();

    private async Task<bool> ReceiveAsync()
    {
        try
        {
            var count = await client.GetStream().ReadAsync(buffer, new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            return count > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawResponse(int Status, string Head, string Body)
{
    public string? Header(string name) => Head.Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
        .FirstOrDefault(pair => pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];

    /// <summary>Takes a whole answer from the front of what was received, or nothing.</summary>
    public static RawResponse? TryTake(StringBuilder received)
    {
        var text = received.ToString();
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var answer = new RawResponse(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[..end], "");
        var rest = text[(end + 4)..];
        var length = answer.Header("Transfer-Encoding") is not null ? rest.IndexOf("0\r\n\r\n", StringComparison.Ordinal) + 5
            : int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        if (length < 5 && answer.Header("Transfer-Encoding") is not null || rest.Length < length)
            return null;
        received.Remove(0, end + 4 + length);
        return answer with { Body = rest[..length] };
    }
}
