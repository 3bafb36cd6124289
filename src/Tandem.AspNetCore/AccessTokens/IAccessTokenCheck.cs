using Tandem.AccessTokens;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Which access tokens the bearer scheme accepts: those of this installation, or those of an issuer elsewhere.</summary>
internal interface IAccessTokenCheck
{
    /// <summary>Checks what a request presents.</summary>
    ValueTask<CheckedAccessToken> CheckAsync(ReadOnlyMemory<char> presented, CancellationToken cancellationToken);

    /// <summary>Uses up a ticket that a request presents in the place of an access token.</summary>
    ValueTask<CheckedAccessToken> RedeemAsync(string ticket, CancellationToken cancellationToken);

    /// <summary>Keeps that a good token lacked what the endpoint asks for.</summary>
    Task RecordDenialAsync(HttpContext context, AccessToken token);
}
