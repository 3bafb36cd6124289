using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

using Tandem.Bench.Seeding;
using Tandem.Refresh;

namespace Tandem.Bench.Load;

/// <summary>Refreshes every n-th session in turn, as a page's <c>fetch</c> does, each time with the newest token it was given.</summary>
internal sealed class RefreshExchange : Exchange
{
    // Version, key id and session id are 21 bytes and fill 28 characters exactly; the generation is the 8 bytes that follow.
    private const int SessionEnd = 28, GenerationEnd = 40;

    private readonly SessionTokens tokens;
    private readonly int step;
    private readonly byte[] request;
    private readonly byte[] setCookie;
    private readonly int tokenAt;
    private int session;

    public RefreshExchange(Uri server, SessionTokens tokens, int first, int step)
    {
        this.tokens = tokens;
        this.step = step;
        session = first - step;
        var head =
            $"""
            POST /api/auth/refresh HTTP/1.1
            Host: {server.Authority}
            Origin: {server.GetLeftPart(UriPartial.Authority)}
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
            Accept: */*
            Content-Length: 0
            Cookie: {tokens.CookieName}=
            """.ReplaceLineEndings("\r\n");
        setCookie = Encoding.ASCII.GetBytes($"\r\nSet-Cookie: {tokens.CookieName}=");
        tokenAt = head.Length;
        request = Encoding.ASCII.GetBytes(head + new string(' ', RefreshTokenFormat.EncodedLength) + "\r\n\r\n");
    }

    public override ReadOnlySpan<byte> Next()
    {
        session = session + step < tokens.Count ? session + step : (session + step) % step;
        tokens[session].CopyTo(request.AsSpan(tokenAt));
        return request;
    }

    public override string? Take(in HttpReply reply)
    {
        if (reply.Status != 200)
            return reply.ToString();
        if (!reply.Body.Contains((byte)'{') || reply.Body.IndexOf("\"accessToken\":\"ey"u8) < 0)
            return "no access token in the answer";
        var cookie = reply.HeadAfter(setCookie);
        if (cookie.Length < RefreshTokenFormat.EncodedLength)
            return "no refresh token in the answer";
        var known = tokens[session];
        var given = cookie[..RefreshTokenFormat.EncodedLength];
        if (!given[..SessionEnd].SequenceEqual(known[..SessionEnd]))
            return "a token of another session";
        if (Generation(given) != Generation(known) + 1)
            return $"generation {Generation(given)} after {Generation(known)}";
        given.CopyTo(known);
        return null;
    }

    private static long Generation(ReadOnlySpan<byte> token)
    {
        Span<byte> bytes = stackalloc byte[9];
        return Base64Url.TryDecodeFromUtf8(token[SessionEnd..GenerationEnd], bytes, out _) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;
    }
}
