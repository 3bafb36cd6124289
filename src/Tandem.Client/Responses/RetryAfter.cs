using System.Net.Http.Headers;

namespace Tandem.Client.Responses;

/// <summary>How long a response asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>An intermediary's mistake must not keep a person away for longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The wait, in either form of the header, in whole seconds and at most five minutes. A date is measured against the answer's own
    /// <c>Date</c>, because the two clocks then agree (RFC 9110 §10.2.3).
    /// </summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset wallClock)
    {
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - (headers.Date ?? wallClock);
        return wait is { } asked ? Limit(asked) : null;
    }

    private static TimeSpan Limit(TimeSpan asked) =>
        asked < TimeSpan.Zero ? TimeSpan.Zero : asked > Longest ? Longest : TimeSpan.FromSeconds(Math.Ceiling(asked.TotalSeconds));
}
