using System.Text;

using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Pipeline;

/// <summary>Requests to begin with, and words to change them with. <c>{access}</c> and the like stand for what the host issued.</summary>
internal static class PipelineInputs
{
    public static IReadOnlyList<string> Dictionary { get; } =
    [
        "{access}", "{refresh}", "Authorization: Bearer {access}\n", "Authorization: ", "Bearer ", "Basic ", "Cookie: refreshToken={refresh}\n", "Cookie: __Host-refreshToken={refresh}\n",
        "Origin: {origin}\n", "Origin: https://evil.example\n", "Origin: https://í°app.example\n", "Origin: null\n", "X-Forwarded-For: ", "X-Forwarded-Proto: https\n", "X-Forwarded-Host: evil.example\n",
        "X-Forwarded-For: 1.2.3.4, [::ffff:1.2.3.4]:99, unknown\n", "Forwarded: for=\"[::1]\"\n", "X-Real-IP: 1.2.3.4\n", "User-Agent: ", "X-Request-Id: ", "Accept: ", "If-None-Match: *\n", "Range: bytes=0-1\n",
        "Content-Type: application/json\n", "Content-Type: text/plain\n", "Transfer-Encoding: chunked\n", "Content-Length: ", "Expect: 100-continue\n", "Host: evil.example\n", "HTTP/1.0", "HTTP/2.0",
        "/api/auth/login", "/api/auth/refresh", "/api/auth/logout", "/api/auth/sessions/", "/api/auth/logout-all", "/api/me", "/.well-known/jwks.json", "/openapi/v1.json", "?access_token=x", "%2e%2e/", "%00", "%FF",
        "GET ", "POST ", "DELETE ", "OPTIONS ", "HEAD ", "{\"refreshToken\":\"{refresh}\"}", "\"email\":[\"a@b\",\"c@d\"]", "\"password\":{}", "018f3c1e-0000-4000-8000-00000000000b", "\n\n",
    ];

    public static IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "POST /api/auth/login HTTP/1.1\nHost: {host}\nOrigin: {origin}\nContent-Type: application/json\n\n{\"email\":\"ana\",\"password\":\"wrong wrong\"}",
            "POST /api/auth/refresh HTTP/1.1\nHost: {host}\nCookie: a=b; refreshToken={refresh}\nX-Forwarded-For: 203.0.113.7\nX-Forwarded-Proto: https\n\n",
            "POST /api/auth/refresh HTTP/1.1\nHost: {host}\nContent-Type: text/plain\n\n{\"refreshToken\":\"{refresh}\"}",
            "POST /api/auth/logout HTTP/1.1\nHost: {host}\nAuthorization: Bearer {access}\n\n{\"sessionId\":\"018f3c1e-0000-4000-8000-00000000000b\"}",
            "GET /api/me HTTP/1.1\nHost: {host}\nAuthorization: Bearer {access}\nUser-Agent: fuzz\n\n",
            "GET /api/auth/sessions HTTP/1.1\nHost: {host}\nAuthorization: Bearer {access}\n\n",
            "DELETE /api/auth/sessions/018f3c1e-0000-4000-8000-00000000000b HTTP/1.1\nHost: {host}\nAuthorization: Bearer {access}\n\n",
            "OPTIONS /api/auth/refresh HTTP/1.1\nHost: {host}\nOrigin: {origin}\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: content-type\n\n",
            "POST /app/admin HTTP/1.1\nHost: {host}\nAuthorization: Bearer {access}\n\n{\"name\":1}",
            "GET /.well-known/jwks.json HTTP/1.1\nHost: {host}\n\n",
        }.Select(FuzzText.Bytes),
    ];

    /// <summary>The bytes to send: line ends as HTTP has them, and the length of the body where the input does not say one.</summary>
    public static byte[] ToRequest(byte[] input, params (string Name, string Value)[] issued)
    {
        var text = Encoding.Latin1.GetString(input);
        foreach (var (name, value) in issued)
            text = text.Replace(name, value, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text, "") : (text[..end], text[(end + 2)..]);
        if (body.Length > 0 && !head.Contains("Content-Length", StringComparison.OrdinalIgnoreCase) && !head.Contains("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            head += $"\nContent-Length: {body.Length}";
        return Encoding.Latin1.GetBytes(head.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n" + body);
    }
}
