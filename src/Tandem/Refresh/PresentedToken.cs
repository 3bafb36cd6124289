namespace Tandem.Refresh;

/// <summary>Characters that a request presents as a refresh token, not yet looked at.</summary>
/// <param name="Text">The characters.</param>
/// <param name="FromCookie">Whether they came in a cookie.</param>
public readonly record struct PresentedToken(string Text, bool FromCookie)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => FromCookie ? "token from a cookie" : "token from a body";
}
