using System.Globalization;
using System.Text;

namespace Tandem.Bench.Load;

/// <summary>Sends the same request with one credential after the other, every n-th of them in turn, each time the newest it was given.</summary>
internal sealed class CredentialExchange : Exchange
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly RequestShape shape;
    private readonly byte[][] credentials;
    private readonly int step;
    private readonly byte[][] head, body;
    private int at;

    public CredentialExchange(Uri server, RequestShape shape, byte[][] credentials, int first, int step)
    {
        this.shape = shape;
        this.credentials = credentials;
        this.step = step;
        at = first - step;
        head = Split(
            $"{shape.Line} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: */*\r\n{shape.Headers.Replace("{origin}", server.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)}");
        body = Split(shape.Body);
    }

    public override ReadOnlySpan<byte> Next()
    {
        at = at + step < credentials.Length ? at + step : (at + step) % step;
        var bodyLength = body.Sum(part => part.Length) + ((body.Length - 1) * credentials[at].Length);
        var length = Write(head, 0);
        if (!shape.Line.StartsWith("GET", StringComparison.Ordinal))
            length += Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bodyLength}\r\n"), buffer.AsSpan(length));
        "\r\n"u8.CopyTo(buffer.AsSpan(length));
        return buffer.AsSpan(0, Write(body, length + 2));
    }

    public override string? Take(in HttpReply reply)
    {
        if (reply.Status != 200)
            return reply.ToString();
        if (shape.NextAfter is not { } start)
            return null;
        var rest = reply.After(start);
        var end = rest.IndexOf(shape.NextEnd);
        if (end <= 0)
            return $"no credential in the answer: {reply.ToString()}";
        if (rest[..end].SequenceEqual(credentials[at]))
            return "the same credential again";
        credentials[at] = rest[..end].ToArray();
        return null;
    }

    private static byte[][] Split(string text) => [.. text.Split(RequestShape.Credential).Select(Encoding.ASCII.GetBytes)];

    // The parts with the credential between them.
    private int Write(byte[][] parts, int start)
    {
        var length = start;
        for (var part = 0; part < parts.Length; part++)
        {
            if (part > 0)
                length += Copy(credentials[at], length);
            length += Copy(parts[part], length);
        }

        return length;

        int Copy(byte[] bytes, int target)
        {
            bytes.CopyTo(buffer.AsSpan(target));
            return bytes.Length;
        }
    }
}
