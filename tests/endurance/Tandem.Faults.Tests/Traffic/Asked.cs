using System.Text;

using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>A request that is under way, and what its answer must be.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Person">By whom.</param>
/// <param name="Other">Somebody else, where the question names one.</param>
internal sealed record Asked(Question Question, Person Person, Person Other)
{
    /// <summary>The generation held when it was asked.</summary>
    private readonly long generation = Person.Generation;

    /// <summary>The session held when it was asked.</summary>
    public string Session { get; } = Person.Session;

    /// <summary>The generation that a refresh must answer: leeway is zero, each use is a rotation.</summary>
    public long NextGeneration => Question == Question.SignIn ? 1 : generation + 1;

    /// <summary>The request as it goes over the wire.</summary>
    public void WriteTo(MemoryStream wire, string host)
    {
        var body = Question == Question.SignIn ? $$"""{"email":"{{Person.Email}}","password":"{{ServedFolder.Password}}"}""" : "";
        Write(wire, $"{Line} HTTP/1.1\r\nHost: {host}\r\n");
        if (Question is Question.Me or Question.Sessions or Question.Foreign or Question.Forged)
        {
            Write(wire, "Authorization: Bearer ");
            var token = Person.AccessToken.AsSpan();
            // The first character of the signature: all of its bits count.
            var signature = token.LastIndexOf((byte)'.') + 1;
            wire.Write(token[..signature]);
            wire.WriteByte(Question == Question.Forged ? token[signature] == 'A' ? (byte)'B' : (byte)'A' : token[signature]);
            wire.Write(token[(signature + 1)..]);
            Write(wire, "\r\n");
        }

        if (Question == Question.Refresh)
        {
            Write(wire, "Cookie: refreshToken=");
            wire.Write(Person.Cookie);
            Write(wire, "\r\n");
        }

        if (Line.StartsWith("POST", StringComparison.Ordinal))
            Write(wire, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        Write(wire, "\r\n" + body);
    }

    public override string ToString() => $"{Question} of {Person}";

    private string Line => Question switch
    {
        Question.Me or Question.Nobody or Question.Forged => "GET /api/me",
        Question.Sessions => "GET /api/auth/sessions",
        Question.Refresh => "POST /api/auth/refresh",
        Question.SignIn => "POST /api/auth/login",
        Question.Foreign => $"DELETE /api/auth/sessions/{Other.Session}",
        _ => "GET /api/auth/nowhere",
    };

    private static void Write(MemoryStream wire, string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        wire.Write(bytes);
    }
}
