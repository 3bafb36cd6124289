using System.Text;

using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>A request that is under way, and what its answer must be.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Person">By whom.</param>
/// <param name="Other">Somebody else, where the kind names one.</param>
internal sealed record PendingRequest(RequestKind Kind, Person Person, Person Other)
{
    /// <summary>The generation held when it was sent.</summary>
    private readonly long generation = Person.Generation;

    /// <summary>The session held when it was sent.</summary>
    public string Session { get; } = Person.Session;

    /// <summary>The generation that a refresh must answer: leeway is zero, each use is a rotation.</summary>
    public long NextGeneration => Kind == RequestKind.SignIn ? 1 : generation + 1;

    /// <summary>The request as it goes over the wire.</summary>
    public void WriteTo(MemoryStream wire, string host)
    {
        var body = Kind == RequestKind.SignIn ? $$"""{"email":"{{Person.Email}}","password":"{{ServedFolder.Password}}"}""" : "";
        Write(wire, $"{RequestLine} HTTP/1.1\r\nHost: {host}\r\n");
        if (Kind is RequestKind.Me or RequestKind.Sessions or RequestKind.Foreign or RequestKind.Forged)
        {
            Write(wire, "Authorization: Bearer ");
            var token = Person.AccessToken.AsSpan();
            // The first character of the signature: all of its bits count.
            var signature = token.LastIndexOf((byte)'.') + 1;
            wire.Write(token[..signature]);
            wire.WriteByte(Kind == RequestKind.Forged ? token[signature] == 'A' ? (byte)'B' : (byte)'A' : token[signature]);
            wire.Write(token[(signature + 1)..]);
            Write(wire, "\r\n");
        }

        if (Kind == RequestKind.Refresh)
        {
            Write(wire, "Cookie: ");
            wire.Write(Person.Cookie);
            Write(wire, "\r\n");
        }

        if (RequestLine.StartsWith("POST", StringComparison.Ordinal))
            Write(wire, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        Write(wire, "\r\n" + body);
    }

    public override string ToString() => $"{Kind} of {Person}";

    private string RequestLine => Kind switch
    {
        RequestKind.Me or RequestKind.Nobody or RequestKind.Forged => "GET /api/me",
        RequestKind.Sessions => "GET /api/auth/sessions",
        RequestKind.Refresh => "POST /api/auth/refresh",
        RequestKind.SignIn => "POST /api/auth/login",
        RequestKind.Foreign => $"DELETE /api/auth/sessions/{Other.Session}",
        _ => "GET /api/auth/nowhere",
    };

    private static void Write(MemoryStream wire, string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        wire.Write(bytes);
    }
}
