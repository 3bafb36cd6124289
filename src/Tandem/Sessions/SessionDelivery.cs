namespace Tandem.Sessions;

/// <summary>How a session's refresh tokens reach its client.</summary>
[Flags]
public enum SessionDelivery
{
    /// <summary>In an HttpOnly cookie.</summary>
    Cookie = 1,

    /// <summary>In the response body, for clients without a cookie jar.</summary>
    Body = 2,

    /// <summary>In both, cookie first and body as the fallback.</summary>
    Both = Cookie | Body,

    /// <summary>Not at all: a page session has no tokens, only a cookie of its own.</summary>
    Session = 4,
}
