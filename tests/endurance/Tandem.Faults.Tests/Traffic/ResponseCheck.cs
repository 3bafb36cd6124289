using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

using Tandem.Bench.Load;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>Whether an answer is its caller's own (V32).</summary>
internal sealed class ResponseCheck
{
    private static ReadOnlySpan<byte> SetCookie => "\r\nSet-Cookie: "u8;

    private readonly HashSet<UInt128> requestIds = [];
    private readonly List<(PendingRequest Pending, string Session)> unclaimed = [];

    /// <summary>
    /// Sessions shown to somebody who, now that every answer is there, has never been given them. A list may show a session whose
    /// sign-in is still being answered; whose it was is known afterwards.
    /// </summary>
    public IEnumerable<string> Foreign => unclaimed.Where(shown => !shown.Pending.Person.Sessions.Contains(shown.Session))
        .Select(shown => $"{shown.Pending}: somebody else's session {shown.Session}");

    /// <summary>Judges an answer and, where it is right, has its caller hold what it brought.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Take(PendingRequest pending, in HttpReply reply)
    {
        var id = reply.HeadAfter("\r\nX-Request-Id: "u8);
        if (id.Length < 24 || !UInt128.TryParse(id[..24], System.Globalization.NumberStyles.HexNumber, null, out var number) || !requestIds.Add(number))
            return $"The request id is missing or was there before: {reply.ToString()}";
        var status = pending.Kind switch
        {
            RequestKind.Nobody or RequestKind.Forged => 401,
            RequestKind.Nowhere or RequestKind.Foreign => 404,
            _ => 200,
        };
        if (reply.Status != status)
            return $"{status} was expected: {reply.ToString()}";
        var brings = pending.Kind is RequestKind.Refresh or RequestKind.SignIn;
        if (brings == reply.HeadAfter(SetCookie).IsEmpty)
            return brings ? "No cookie" : "A cookie that nobody asked for";

        using var json = JsonDocument.Parse(Unframed(reply));
        return (brings, status) switch
        {
            (true, _) => Grant(pending, json.RootElement, reply.HeadAfter(SetCookie)),
            (_, 200) when pending.Kind == RequestKind.Me => Owner(pending, json.RootElement),
            (_, 200) => OwnSessions(pending, json.RootElement),
            _ => Is("requestId", json.RootElement.GetProperty("requestId"), Encoding.ASCII.GetString(id[..24])),
        };
    }

    private static string? Owner(PendingRequest pending, JsonElement user) =>
        Is("id", user.GetProperty("id"), pending.Person.Id) ?? Is("email", user.GetProperty("email"), pending.Person.Email);

    private string? OwnSessions(PendingRequest pending, JsonElement list)
    {
        foreach (var session in list.EnumerateArray())
        {
            var id = session.GetProperty("id").GetString()!;
            if (!pending.Person.Sessions.Contains(id))
                unclaimed.Add((pending, id));
            if (session.GetProperty("current").GetBoolean() && id != pending.Session)
                return "Another session is said to be the current one";
        }

        return list.EnumerateArray().Any(session => session.GetProperty("current").GetBoolean()) ? null : "No session is said to be the current one";
    }

    private static string? Grant(PendingRequest pending, JsonElement grant, ReadOnlySpan<byte> cookie)
    {
        var session = grant.GetProperty("session").GetProperty("id").GetString()!;
        var generation = grant.GetProperty("session").GetProperty("generation").GetInt64();
        var accessToken = grant.GetProperty("accessToken").GetString()!;
        if (pending.Kind == RequestKind.Refresh ? session != pending.Session : pending.Person.Sessions.Contains(session))
            return $"Session {session}";
        if (generation != pending.NextGeneration)
            return $"Generation {generation}";
        if (!cookie.StartsWith("refreshToken-"u8))
            return "A cookie of another name";
        var pair = cookie[..cookie.IndexOf((byte)';')];
        var refreshToken = pair[(pair.IndexOf((byte)'=') + 1)..];
        var wrong = Owner(pending, grant.GetProperty("user")) ?? Claims(accessToken, pending.Person.Id, session, generation) ?? Token(refreshToken, session, generation);
        if (wrong is null)
            pending.Person.Hold(session, generation, accessToken, pair);
        return wrong;
    }

    private static string? Claims(string accessToken, string subject, string session, long generation)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(accessToken.Split('.')[1]));
        return Is("sub", claims.RootElement.GetProperty("sub"), subject)
            ?? Is("sid", claims.RootElement.GetProperty("sid"), session)
            ?? (claims.RootElement.GetProperty("gen").GetInt64() == generation ? null : "gen of the access token");
    }

    // Version and key id are 5 bytes, then come the session and the generation (refresh-protocol.md, Token).
    private static string? Token(ReadOnlySpan<byte> refreshToken, string session, long generation)
    {
        var bytes = Base64Url.DecodeFromUtf8(refreshToken);
        return new Guid(bytes.AsSpan(5, 16), bigEndian: true).ToString("D") == session && BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(21)) == generation
            ? null : "The cookie's token is of another session or generation";
    }

    private static string? Is(string name, JsonElement value, string expected) => value.ValueEquals(expected) ? null : $"{name} is {value}, not {expected}";

    private static ReadOnlyMemory<byte> Unframed(in HttpReply reply)
    {
        if (reply.HeadAfter("\r\nTransfer-Encoding: chunked"u8).IsEmpty)
            return reply.Body.ToArray();
        var whole = new MemoryStream(reply.Body.Length);
        var rest = reply.Body;
        while (Utf8Parser.TryParse(rest, out int size, out var digits, 'x') && size > 0)
        {
            whole.Write(rest.Slice(digits + 2, size));
            rest = rest[(digits + 2 + size + 2)..];
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
