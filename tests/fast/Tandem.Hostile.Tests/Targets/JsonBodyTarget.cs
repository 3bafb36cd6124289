using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.SignIn;
using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>Bodies of login, refresh and logout: the endpoint's name and the content type on a line, then the body. E10.</summary>
public sealed class JsonBodyTarget : FuzzTarget
{
    private static readonly ServiceProvider Services = new ServiceCollection().BuildServiceProvider();
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public override IReadOnlyList<string> Dictionary { get; } =
    [
        "login", "refresh", "logout", "|application/json\n", "|text/plain\n", "|\n", "|application/problem+json; charset=utf-16\n", "\"email\":", "\"EMAIL\":", "\"password\":",
        "\"delivery\":", "\"cookie\"", "\"rememberMe\":", "\"refreshToken\":", "\"sessionId\":", "018f3c1e-0000-4000-8000-00000000000b", "[\"a@b\",\"c@d\"]", "{\"a\":", "/**/", ",}",
    ];

    public override IEnumerable<byte[]> Seeds =>
    [
        FuzzText.Bytes("""login|application/json""" + "\n" + """{"email":"ana@example.com","password":"pässword","delivery":"both","rememberMe":false}"""),
        FuzzText.Bytes("""refresh|text/plain""" + "\n" + """{"refreshToken":"AQ"}"""),
        FuzzText.Bytes("""logout|""" + "\n" + """{"refreshToken":null,"sessionId":"018f3c1e-0000-4000-8000-00000000000b","x":[{"y":"\ud83d\ude00"}]}"""),
        FuzzText.Bytes("refresh|\n"),
    ];

    public override void Give(byte[] input)
    {
        var line = Math.Max(0, input.AsSpan().IndexOf((byte)'\n'));
        var (kind, type) = Encoding.Latin1.GetString(input, 0, line).Split('|', 2) is [var first, var second] ? (first, second) : ("login", "application/json");
        var body = input[Math.Min(input.Length, line + 1)..];
        var context = new DefaultHttpContext { RequestServices = Services };
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentType = type;
        context.Request.ContentLength = body.Length;

        var values = Read(context, kind);
        Must(values is null == context.Response.StatusCode is 400 or 413 or 415, $"Answered {context.Response.StatusCode}.");
        if (values is null || body.Length == 0)
            return;

        // What was accepted is JSON to everybody, and says the same to everybody.
        Must(IsText(body), "Not UTF-8, or half a character in an escape.");
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
        foreach (var (name, value) in values)
        {
            var members = document.RootElement.EnumerateObject().Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            Must(members.Count <= 1, $"{name} twice.");
            var sent = members.Count == 0 || members[0].Value.ValueKind == JsonValueKind.Null ? null : members[0].Value.ToString();
            // An identifier has hexadecimal digits of either case.
            Must(string.Equals(value, sent, name == "sessionId" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal), $"{name} is something else.");
        }
    }

    private static (string Name, string? Value)[]? Read(HttpContext context, string kind) => kind switch
    {
        "refresh" => JsonBody.ReadOptionalAsync(context, RefreshJson.Bodies.RefreshRequest).Result is { } refresh ? [("refreshToken", refresh.RefreshToken)] : null,
        "logout" => JsonBody.ReadOptionalAsync(context, RefreshJson.Bodies.LogoutRequest).Result is { } logout
            ? [("refreshToken", logout.RefreshToken), ("sessionId", logout.SessionId?.ToString())]
            : null,
        _ => JsonBody.ReadAsync(context, SignInJson.Bodies.LoginRequest).Result is { } login
            ? [("email", login.Email), ("password", login.Password), ("delivery", login.Delivery), ("rememberMe", login.RememberMe?.ToString())]
            : null,
    };

    // Half a surrogate pair, as bytes or escaped, anywhere: also in what nobody reads.
    private static bool IsText(byte[] body)
    {
        try
        {
            _ = StrictUtf8.GetString(body);
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            }

            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or DecoderFallbackException)
        {
            return false;
        }
    }
}
