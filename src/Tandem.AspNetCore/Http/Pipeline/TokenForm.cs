using Tandem.AccessTokens;
using Tandem.CookieSessions;
using Tandem.MasterKeys;
using Tandem.Refresh;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Tells whether a text has the form of one of this installation's tokens. Nothing is verified: one that was altered, or is over, is no less
/// a token in a place where none belongs.
/// </summary>
/// <param name="issuer">Who issues the access tokens.</param>
/// <param name="installation">The installation, whose key ids are in its other tokens.</param>
internal sealed class TokenForm(string issuer, Installation installation)
{
    private const string Scheme = "Bearer ";

    public static bool IsTicket(string text) => TicketFormat.IsMatch(text.AsSpan().Trim());

    /// <summary>Whether a text is written like an access token, a refresh token or the token of a cookie session.</summary>
    public bool IsToken(string text)
    {
        var token = text.AsSpan().Trim();
        if (token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            token = token[Scheme.Length..].TrimStart();
        return token.Length switch
        {
            RefreshTokenFormat.EncodedLength => RefreshTokenFormat.Of(installation).IsForm(token),
            CookieSessionTokenFormat.EncodedLength => CookieSessionTokenFormat.Of(installation).IsForm(token),
            _ => false,
        } || AccessTokenForm.IsMatch(token, issuer);
    }
}
