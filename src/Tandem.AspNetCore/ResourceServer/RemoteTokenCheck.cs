using Tandem.AccessTokens;
using Tandem.AspNetCore.AccessTokens;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>Accepts the tokens of an issuer elsewhere, until they expire: whether a session was ended is not known here.</summary>
internal sealed class RemoteTokenCheck(AccessTokenValidator validator, IssuerKeys keys, TimeProvider time) : IAccessTokenCheck
{
    public async ValueTask<CheckedAccessToken> CheckAsync(ReadOnlyMemory<char> presented, CancellationToken cancellationToken)
    {
        // Without keys nothing is known of any token, so none is called invalid.
        if (!keys.AreUsable)
        {
            await keys.LookAgainAsync(cancellationToken);
            if (!keys.AreUsable)
                return new CheckedAccessToken(null, ResourceServerErrors.SigningKeysUnavailable, keys.UntilAllowed);
        }

        var validation = validator.Validate(presented.Span, time.GetUtcNow());
        if (validation.Fault is AccessTokenFault.UnknownKey)
        {
            // Whether this request fetched or not: another one may have, since the token was looked at.
            await keys.LookAgainAsync(cancellationToken);
            validation = validator.Validate(presented.Span, time.GetUtcNow());
        }

        return validation.IsValid ? CheckedAccessToken.Accepted(validation.Token!) : CheckedAccessToken.Refused(validation.Fault);
    }

    // Tickets are the issuer's, and used up there.
    public ValueTask<CheckedAccessToken> RedeemAsync(string ticket, CancellationToken cancellationToken) =>
        new(CheckedAccessToken.Refused(AccessTokenErrors.TicketInvalid));

    // The issuer's log of events is elsewhere.
    public Task RecordDenialAsync(HttpContext context, AccessToken token) => Task.CompletedTask;
}
