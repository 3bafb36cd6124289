namespace Tandem.AspNetCore.Refresh;

/// <summary>Body of a sign-out.</summary>
internal sealed class LogoutRequest
{
    public string? RefreshToken { get; set; }

    /// <summary>Limits the sign-out to this session, so that a late one cannot end the next person's.</summary>
    public Guid? SessionId { get; set; }
}
