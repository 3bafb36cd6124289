namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>Endpoints whose requests are counted together.</summary>
internal enum RateLimitGroup
{
    Login,
    Refresh,

    /// <summary>Endpoints that send a mail. They are counted by account as well, in <see cref="RateLimits.MailExceeds"/>.</summary>
    Mail,
}
