using Tandem.AspNetCore.Accounts;

namespace Tandem.AspNetCore.Refresh;

/// <summary>The answer to a sign-in and to a refresh. Durations are whole seconds.</summary>
internal sealed record TokenResponse(
    string AccessToken, string TokenType, long ExpiresIn, string? RefreshToken, long RefreshExpiresIn,
    UserResponse User, TokenResponse.SessionPart Session, DateTimeOffset ServerTime)
{
    public sealed record SessionPart(Guid Id, long Generation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
}
