namespace Tandem.Client.Answers;

/// <summary>A token response as it is written; any part may be missing.</summary>
internal sealed record TokenResponseWire(
    string? AccessToken, double ExpiresIn, string? RefreshToken, TokenResponseWire.UserPart? User, TokenResponseWire.SessionPart? Session)
{
    public sealed record UserPart(string? Id, string? Email, bool EmailVerified, string? DisplayName, List<string>? Roles);

    public sealed record SessionPart(string? Id, long Generation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
}
