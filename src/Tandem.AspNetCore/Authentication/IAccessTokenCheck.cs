using Microsoft.AspNetCore.Http;

using Tandem.AccessTokens;

namespace Tandem.AspNetCore.Authentication;

/// <summary>Which access tokens the bearer scheme accepts: those of this installation, or those of an issuer elsewhere.</summary>
internal interface IAccessTokenCheck
{
    /// <summary>Checks what a request presents.</summary>
    ValueTask<CheckedAccessToken> CheckAsync(string presented, CancellationToken cancellation);

    /// <summary>Keeps that a good token lacked what the endpoint asks for.</summary>
    Task RecordDenialAsync(HttpContext context, AccessToken token);
}
