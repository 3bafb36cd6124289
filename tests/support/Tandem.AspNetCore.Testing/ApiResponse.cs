using System.Text.Json;

namespace Tandem.AspNetCore.Testing;

/// <summary>An HTTP response, read completely.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">All headers, names and values as sent.</param>
/// <param name="Body">The body as text.</param>
public sealed record ApiResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>What the log says of a fault in the program, for the message of a failing test.</summary>
    public string? Fault { get; init; }

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The <c>code</c> of a problem document; null when the body is none.</summary>
    public string? Code =>
        Header("Content-Type") == "application/problem+json" && Body.Length > 0 ? Json.GetProperty("code").GetString() : null;

    /// <summary>The access token.</summary>
    public string AccessToken => Json.GetProperty("accessToken").GetString()!;

    /// <summary>The refresh token, from the cookie or else the body; null when the answer has none.</summary>
    public string? RefreshToken => RefreshCookie?.Value ?? BodyRefreshToken;

    /// <summary>The refresh token in the body.</summary>
    public string? BodyRefreshToken => Json.TryGetProperty("refreshToken", out var token) ? token.GetString() : null;

    /// <summary>The cookie that stores a refresh token.</summary>
    public SetCookie? RefreshCookie => SetCookies.SingleOrDefault(cookie => !cookie.Clears);

    /// <summary>The session's generation.</summary>
    public long Generation => Json.GetProperty("session").GetProperty("generation").GetInt64();

    /// <summary>The session's id.</summary>
    public Guid SessionId => Json.GetProperty("session").GetProperty("id").GetGuid();

    /// <summary>Seconds that the session lasts unused.</summary>
    public long RefreshExpiresIn => Json.GetProperty("refreshExpiresIn").GetInt64();

    /// <summary>The cookies set and cleared.</summary>
    public IReadOnlyList<SetCookie> SetCookies =>
        [.. Headers.Where(header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .Select(header => SetCookie.Parse(header.Value))];

    /// <summary>A header's values joined with commas; null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)
            .ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <summary>Reads a response.</summary>
    public static async Task<ApiResponse> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value));
        return new ApiResponse((int)response.StatusCode, [.. headers], body);
    }
}
