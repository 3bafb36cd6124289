using System.Net;
using System.Text.Json;

namespace Tandem.Faults.Tests.Served;

/// <summary>What came back of a request.</summary>
/// <param name="Status">The status; 0 when there was no answer.</param>
/// <param name="Code">The <c>code</c> of a problem document, or null.</param>
/// <param name="Text">The body, or why there is none.</param>
/// <param name="SetCookie">Whether it sets or clears any cookie.</param>
/// <param name="RetryAfter">The header, or null.</param>
/// <param name="Grant">What a sign-in or a refresh gave, or null.</param>
public sealed record ServerResponse(HttpStatusCode Status, string? Code, string Text, bool SetCookie, string? RetryAfter, Grant? Grant)
{
    private static readonly string[] Definite =
        ["refresh_token_expired", "refresh_token_reused", "session_revoked", "session_unknown", "refresh_token_invalid"];

    /// <summary>Whether it says that the session is over.</summary>
    public bool EndsSession => Status == HttpStatusCode.Unauthorized && Definite.Contains(Code);

    public static ServerResponse None(string why) => Empty(0, why);

    public static ServerResponse Empty(HttpStatusCode status, string text = "") => new(status, null, text, false, null, null);

    public static async Task<ServerResponse> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var cookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToList() : [];
        var json = text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default;
        return new(
            response.StatusCode,
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("code", out var code) ? code.GetString() : null,
            text,
            cookie.Count > 0,
            response.Headers.TryGetValues("Retry-After", out var retry) ? retry.Single() : null,
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("accessToken", out _)
                ? Grant.Read(json, cookie.Count > 0 ? cookie[0].Split(';')[0] : null)
                : null);
    }

    public override string ToString() => $"{(int)Status} {Code ?? Text}";
}
