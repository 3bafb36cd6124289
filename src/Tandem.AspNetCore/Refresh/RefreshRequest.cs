namespace Tandem.AspNetCore.Refresh;

/// <summary>Body of a refresh, for clients without a cookie.</summary>
internal sealed class RefreshRequest
{
    public string? RefreshToken { get; set; }
}
