namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Cookie sessions: what the application decides. Lifetimes and cookie follow from the configuration of Tandem.</summary>
public sealed class TandemSessionOptions
{
    /// <summary>
    /// The application's sign-in page, a path of this host. Default <c>/signin</c>. Whoever is not signed in is sent there; it must let
    /// anybody in.
    /// </summary>
    public string SignInPath { get; set; } = "/signin";
}
