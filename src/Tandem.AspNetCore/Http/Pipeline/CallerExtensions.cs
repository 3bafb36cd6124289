using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Who makes a request, as sessions and events record it.</summary>
internal static class CallerExtensions
{
    private const int LongestUserAgent = 256;

    public static Caller Caller(this HttpContext context)
    {
        var userAgent = context.Request.Headers.UserAgent.ToString();
        if (userAgent.Length > LongestUserAgent)
            userAgent = userAgent[..LongestUserAgent];
        var address = context.Connection.RemoteIpAddress;
        return new Caller(
            new ClientInfo(userAgent, CallerAddress.RememberedAs(address)),
            new EventContext(TandemRequest.IdOf(context), CallerAddress.Plain(address)?.ToString(), userAgent));
    }
}
