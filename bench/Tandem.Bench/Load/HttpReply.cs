using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tandem.Bench.Load;

/// <summary>An HTTP/1.1 response as Kestrel and Node write it, read with as little work as will do.</summary>
internal readonly ref struct HttpReply
{
    private readonly ReadOnlySpan<byte> head;

    private HttpReply(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, int length)
    {
        this.head = head;
        Body = body;
        Length = length;
        Status = int.Parse(head["HTTP/1.1 ".Length..][..3], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public int Status { get; }

    /// <summary>The body; a chunked one with its framing.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Bytes of the whole response.</summary>
    public int Length { get; }

    /// <summary>False while some of it has not arrived yet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out HttpReply reply)
    {
        reply = default;
        var headEnd = received.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return false;
        var head = received[..(headEnd + 2)];
        var rest = received[(headEnd + 4)..];
        var bodyLength = After(head, "\r\nContent-Length: "u8) is { IsEmpty: false } text && Utf8Parser.TryParse(text, out int length, out _) ? length
            : After(head, "\r\nTransfer-Encoding: chunked"u8).IsEmpty ? 0
            : ChunkedLength(rest);
        if (bodyLength < 0 || rest.Length < bodyLength)
            return false;
        reply = new HttpReply(head, rest[..bodyLength], headEnd + 4 + bodyLength);
        return true;
    }

    /// <summary>What follows <paramref name="start"/> in the head; empty when it is not there.</summary>
    public ReadOnlySpan<byte> HeadAfter(ReadOnlySpan<byte> start) => After(head, start);

    /// <summary>What follows <paramref name="start"/> in head or body; empty when it is not there.</summary>
    public ReadOnlySpan<byte> After(ReadOnlySpan<byte> start) => After(head, start) is { IsEmpty: false } found ? found : After(Body, start);

    /// <summary>For a message.</summary>
    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body)}";

    // -1 while the last chunk has not arrived.
    private static int ChunkedLength(ReadOnlySpan<byte> framed)
    {
        var at = 0;
        while (Utf8Parser.TryParse(framed[at..], out int size, out var digits, 'x'))
        {
            at += digits + 2 + size + 2;
            if (size == 0 || at > framed.Length)
                return at;
        }

        return -1;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start) =>
        bytes.IndexOf(start) is >= 0 and var at ? bytes[(at + start.Length)..] : default;
}
