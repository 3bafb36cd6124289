namespace Tandem.AspNetCore.Pipeline;

/// <summary>Endpoints whose requests are counted together.</summary>
internal enum RateLimitGroup
{
    Login,
    Refresh,
}
