using System.Globalization;
using System.Text;

namespace Tandem.Bench.Load;

/// <summary>Tries a wrong password on one address after the other. Some have an account, most do not.</summary>
internal sealed class LoginExchange(Uri server, Random random) : Exchange
{
    private const int Addresses = 100_000;

    /// <summary>Passwords that were found wrong.</summary>
    public int Refused { get; private set; }

    /// <summary>Sign-ins that were sent away with a time to come back.</summary>
    public int SentAway { get; private set; }

    public override ReadOnlySpan<byte> Next()
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"email":"person{{random.Next(Addresses):d7}}@example.com","password":"wrong horse battery"}""");
        return Encoding.ASCII.GetBytes(
            $"""
            POST /api/auth/login HTTP/1.1
            Host: {server.Authority}
            Content-Type: application/json
            Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}

            {body}
            """.ReplaceLineEndings("\r\n"));
    }

    public override string? Take(in HttpReply reply)
    {
        if (reply.Status == 401)
            Refused++;
        else if (reply.Status is 429 or 503 && !reply.HeadAfter("\r\nRetry-After: "u8).IsEmpty)
            SentAway++;
        else
            return reply.ToString();
        return null;
    }
}
