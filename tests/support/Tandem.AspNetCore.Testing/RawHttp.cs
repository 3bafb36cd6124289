using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tandem.AspNetCore.Testing;

/// <summary>Sends bytes that no well-behaved client would send.</summary>
public static class RawHttp
{
    /// <summary>
    /// Sends a request line with headers, each on a line of its own, and a body. <c>Host</c> and <c>Connection: close</c> are added.
    /// </summary>
    public static Task<ApiResponse> SendRawAsync(this TandemHost host, string requestLine, IEnumerable<string> headers, byte[]? body = null)
    {
        var head = $"{requestLine}\r\nHost: {host.Url.Authority}\r\nConnection: close\r\n"
            + string.Concat(headers.Select(header => header + "\r\n"))
            + (body is null ? "\r\n" : $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n");
        return SendRawAsync(host, [.. Encoding.Latin1.GetBytes(head), .. body ?? []]);
    }

    /// <summary>Sends exactly these bytes; they must ask for the connection to be closed, or be so wrong that it is.</summary>
    public static async Task<ApiResponse> SendRawAsync(this TandemHost host, byte[] request)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(host.Url.Host, host.Url.Port);
        var stream = client.GetStream();
        var received = new MemoryStream();
        var reading = ReadAsync(stream, received);
        try
        {
            await stream.WriteAsync(request);
        }
        catch (IOException)
        {
            // The server has answered and closed before it had read everything; the answer is what counts.
        }

        await reading;
        return Parse(received.ToArray());
    }

    private static async Task ReadAsync(NetworkStream stream, MemoryStream received)
    {
        try
        {
            await stream.CopyToAsync(received);
        }
        catch (IOException)
        {
            // Reset after the answer.
        }
    }

    private static ApiResponse Parse(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return new ApiResponse(0, [], text);
        var lines = text[..end].Split("\r\n");
        var headers = lines[1..].Select(line => line.Split(": ", 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair.ElementAtOrDefault(1) ?? "")).ToList();
        var answer = new ApiResponse(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, "");
        var body = text[(end + 4)..];
        return answer with { Body = answer.Header("Transfer-Encoding") == "chunked" ? Unchunk(body) : body };
    }

    private static string Unchunk(string text)
    {
        var whole = new StringBuilder();
        while (text.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var end
            && int.Parse(text[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            whole.Append(text, end + 2, length);
            text = text[(end + 2 + length + 2)..];
        }

        return whole.ToString();
    }
}
