namespace Tandem.AspNetCore.Options;

/// <summary>Requests per minute and address.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Sign-in. Default 30.</summary>
    public int LoginPerAddress { get; set; } = 30;

    /// <summary>Refresh and sign-out. Default 600.</summary>
    public int RefreshPerAddress { get; set; } = 600;

    /// <summary>Whether loopback addresses are limited too. Default false.</summary>
    public bool IncludeLoopback { get; set; }
}
