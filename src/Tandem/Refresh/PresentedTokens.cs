namespace Tandem.Refresh;

/// <summary>
/// The tokens of one request, in the order in which they are tried. A browser may send several cookies of one name, and a client a
/// body beside a cookie; an older copy of the same session is then no sign of theft.
/// </summary>
internal sealed class PresentedTokens
{
    /// <summary>Genuine sessions of a request that are looked up. A browser has one; whoever collects tokens must not multiply a request by them.</summary>
    public const int MostTried = 4;

    private PresentedTokens(IReadOnlyList<ReadToken> sessions, bool anyKeyNotLoaded, bool anyForeign)
    {
        Sessions = sessions;
        AnyKeyNotLoaded = anyKeyNotLoaded;
        AnyForeign = anyForeign;
    }

    /// <summary>One token a session, its highest generation, newest <c>issued at</c> first.</summary>
    public IReadOnlyList<ReadToken> Sessions { get; }

    /// <summary>The first <see cref="MostTried"/> of them.</summary>
    public IReadOnlyList<ReadToken> Tried => Sessions.Count <= MostTried ? Sessions : [.. Sessions.Take(MostTried)];

    /// <summary>Whether a token was made with a key this node has not loaded.</summary>
    public bool AnyKeyNotLoaded { get; }

    /// <summary>Whether a token was another installation's.</summary>
    public bool AnyForeign { get; }

    /// <summary>
    /// Reads them. A body beside a cookie speaks only of the cookie's own session: a page that can be made to send a body must not decide
    /// against what its browser holds.
    /// </summary>
    /// <param name="presented">Cookies first.</param>
    /// <param name="format">Of this installation.</param>
    /// <param name="now">The installation's time.</param>
    /// <param name="named">The session that the request names: a body may speak of it whatever the cookie is.</param>
    public static PresentedTokens Read(IReadOnlyList<PresentedToken> presented, RefreshTokenFormat format, DateTimeOffset now, Guid? named = null)
    {
        var read = new List<ReadToken>(presented.Count);
        bool anyKeyNotLoaded = false, anyForeign = false, anyCookie = false;
        foreach (var candidate in presented)
        {
            var fault = format.TryParse(candidate.Text, now, out var token);
            if (!candidate.FromCookie && anyCookie && !(token is not null && (token.SessionId == named || read.Any(cookie => cookie.Token.SessionId == token.SessionId))))
                continue;
            anyKeyNotLoaded |= fault is RefreshTokenFault.KeyNotLoaded;
            anyForeign |= fault is RefreshTokenFault.Foreign;
            anyCookie |= candidate.FromCookie && fault is not (RefreshTokenFault.Invalid or RefreshTokenFault.Foreign);
            if (token is not null)
                read.Add(new ReadToken(token, fault is RefreshTokenFault.Expired));
        }

        if (read.Count > 1)
        {
            read = [.. read
                .GroupBy(item => item.Token.SessionId)
                .Select(copies => copies.MaxBy(item => item.Token.Generation)!)
                .OrderByDescending(item => item.Token.IssuedAt)];
        }

        return new PresentedTokens(read, anyKeyNotLoaded, anyForeign);
    }

    internal sealed record ReadToken(RefreshToken Token, bool Expired);
}

/// <summary>Characters that a request presents as a refresh token, not yet looked at.</summary>
/// <param name="Text">The characters.</param>
/// <param name="FromCookie">Whether they came in a cookie.</param>
internal readonly record struct PresentedToken(string Text, bool FromCookie)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => FromCookie ? "token from a cookie" : "token from a body";
}
