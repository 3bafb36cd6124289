using System.Net;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>How an API checks the access tokens of an issuer elsewhere. The defaults suit an issuer in the same data centre or abroad.</summary>
public sealed class TandemBearerOptions
{
    /// <summary>
    /// <c>aud</c>: whom tokens must be for, compared character by character. Default: the authority, which is what the issuer writes unless
    /// its <c>Tandem:AccessToken:Audience</c> says otherwise.
    /// </summary>
    public string? Audience { get; set; }

    /// <summary>How far the clocks of issuer and API may differ. Default 10 s, at most a minute.</summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one fetch may take, from connecting to the last byte. Default 5 s; 100 ms to a minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long keys are fresh at least, whatever <c>Cache-Control</c> says. Default 1 minute; 1 s to <see cref="MaximumAge"/>.</summary>
    public TimeSpan MinimumAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long keys are fresh at most: the bound on accepting a key that the issuer has withdrawn, as long as the issuer answers. Default 1
    /// hour, at most a day. Shorter than the time that the issuer announces a key before it signs with it.
    /// </summary>
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long keys that are no longer fresh are used on while the issuer does not answer (RFC 5861 §4). Default 1 day, at most 30; zero
    /// refuses tokens as soon as the keys are stale. Longer keeps the API up, and a withdrawn key alive should its thief also silence the issuer.
    /// </summary>
    public TimeSpan StaleIfError { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The least time between two fetches for keys that are not known: tokens with invented names cost the issuer no more than one fetch in
    /// it. Default 10 s; 1 s to 10 minutes.
    /// </summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request waits for a fetch, at most. Default 2 s, at most 30.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A proxy on the way to the issuer. Default none: proxies of the environment are not used.</summary>
    public IWebProxy? Proxy { get; set; }
}
