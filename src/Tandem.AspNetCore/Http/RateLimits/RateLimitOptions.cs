namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>Requests per minute, by address (IPv6: by /64) and by account. A minute begins with the first request that it counts.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Sign-in. Default 30.</summary>
    public int LoginPerAddress { get; set; } = 30;

    /// <summary>Refresh and sign-out. Default 600.</summary>
    public int RefreshPerAddress { get; set; } = 600;

    /// <summary>Requests that send a mail, from one address. Default 5.</summary>
    public int MailPerAddress { get; set; } = 5;

    /// <summary>Mails to one account, whoever asks for them. Default 5.</summary>
    public int MailPerAccount { get; set; } = 5;

    /// <summary>
    /// Whether loopback addresses are limited too. Default false. Where the public URL is no loopback host, and for what came through one of
    /// <c>TandemOptions.KnownProxies</c>, they are in any case.
    /// </summary>
    public bool IncludeLoopback { get; set; }
}
