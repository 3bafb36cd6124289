using System.Net.Http.Headers;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>A document of the issuer's and for how long it may be kept.</summary>
internal sealed record IssuerDocument(byte[] Content, CacheControlHeaderValue? CacheControl, TimeSpan? Age)
{
    /// <summary>How long it is fresh (RFC 9111 §4.2), within bounds; without a word of the issuer's, the lower.</summary>
    public TimeSpan Freshness(TimeSpan minimum, TimeSpan maximum)
    {
        if (CacheControl is not { NoStore: false, NoCache: false, MaxAge: { } promised })
            return minimum;
        var left = promised - (Age ?? TimeSpan.Zero);
        return left < minimum ? minimum : left > maximum ? maximum : left;
    }
}
