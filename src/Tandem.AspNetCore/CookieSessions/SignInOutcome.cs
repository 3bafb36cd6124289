namespace Tandem.AspNetCore.CookieSessions;

/// <summary>How a sign-in by a page ended.</summary>
public enum SignInOutcome
{
    /// <summary>The answer has the session's cookie; redirect to where the person wanted to go.</summary>
    SignedIn,

    /// <summary>Address and password are not accepted. Why is not said: unknown, wrong, locked and disabled are one.</summary>
    Refused,

    /// <summary>This address sent too many requests in a minute; the answer has <c>Retry-After</c>.</summary>
    TooMany,

    /// <summary>The request was made by a page that is not this application's.</summary>
    ForeignPage,
}
