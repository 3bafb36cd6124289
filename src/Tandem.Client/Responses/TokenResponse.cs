using System.Text.Json;

namespace Tandem.Client.Responses;

/// <summary>What a sign-in or a refresh yields.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="ExpiresIn">How long it is good, counted from receipt.</param>
/// <param name="RefreshToken">The next refresh token; null means: keep the one there is.</param>
/// <param name="User">Who is signed in.</param>
/// <param name="Session">The session.</param>
internal sealed record TokenResponse(string AccessToken, TimeSpan ExpiresIn, string? RefreshToken, TandemUser User, SessionDetails Session)
{
    // No token lives longer, and no sum of times overflows.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>How long the session goes on if nobody uses it, counted from receipt.</summary>
    public TimeSpan? RefreshExpiresIn { get; private init; }

    /// <summary>Takes what the client needs from a body; null unless all of it is there.</summary>
    public static TokenResponse? Parse(byte[] body)
    {
        try
        {
            var wire = JsonSerializer.Deserialize(body, ClientJson.Default.TokenResponseWire);
            return wire is
            {
                AccessToken.Length: > 0,
                ExpiresIn: > 0,
                User: { Id.Length: > 0, Email: { } email, Roles: { } roles },
                Session: { Id.Length: > 0, Generation: > 0 and var generation },
            } && roles.All(role => role is not null)
                ? new TokenResponse(
                    wire.AccessToken,
                    Lifetime(wire.ExpiresIn),
                    wire.RefreshToken is { Length: > 0 } refreshToken ? refreshToken : null,
                    new(wire.User.Id, email, wire.User.EmailVerified, wire.User.DisplayName, [.. roles]),
                    new(wire.Session.Id, generation, wire.Session.CreatedAt, wire.Session.ExpiresAt))
                {
                    RefreshExpiresIn = wire.RefreshExpiresIn is > 0 and var seconds ? Lifetime(seconds) : null,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Says nothing of the tokens.</summary>
    public override string ToString() => $"tokens of session {Session.Id}, generation {Session.Generation}";

    private static TimeSpan Lifetime(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
}

/// <summary>A token response as it is written; any part may be missing.</summary>
internal sealed record TokenResponseWire(
    string? AccessToken, double ExpiresIn, double? RefreshExpiresIn, string? RefreshToken, TokenResponseWire.UserPart? User, TokenResponseWire.SessionPart? Session)
{
    public sealed record UserPart(string? Id, string? Email, bool EmailVerified, string? DisplayName, List<string>? Roles);

    public sealed record SessionPart(string? Id, long Generation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
}
