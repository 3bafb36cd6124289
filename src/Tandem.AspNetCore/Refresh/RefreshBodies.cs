using System.Text.Json.Serialization;

using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Body of a refresh, for clients without a cookie.</summary>
internal sealed class RefreshRequest
{
    public string? RefreshToken { get; set; }
}

/// <summary>Body of a sign-out.</summary>
internal sealed class LogoutRequest
{
    public string? RefreshToken { get; set; }

    /// <summary>Limits the sign-out to this session, so that a late one cannot end the next person's.</summary>
    public Guid? SessionId { get; set; }
}

/// <summary>The answer to a sign-in and to a refresh. Durations are whole seconds.</summary>
internal sealed record TokenResponse(
    string AccessToken, string TokenType, long ExpiresIn, string? RefreshToken, long RefreshExpiresIn,
    UserResponse User, TokenResponse.SessionPart Session, DateTimeOffset ServerTime)
{
    public sealed record SessionPart(Guid Id, long Generation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
}

/// <summary>The bodies of this room.</summary>
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(LogoutRequest))]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class RefreshJson : JsonSerializerContext
{
    public static RefreshJson Bodies { get; } = new(TandemJson.Options());
}
