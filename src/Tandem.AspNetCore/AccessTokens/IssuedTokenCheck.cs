using Tandem.AccessTokens;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;
using Tandem.Tickets;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Accepts the tokens of this installation, as long as neither session nor account was ended.</summary>
internal sealed class IssuedTokenCheck(
    AccessTokenValidator validator, KeyRingService keys, TicketService tickets, DenySet denied, DeliveryConfirmations confirmations, RefusalLog refusals,
    InstallationClock clock, TandemMetrics metrics) : IAccessTokenCheck
{
    public ValueTask<CheckedAccessToken> CheckAsync(ReadOnlyMemory<char> presented, CancellationToken cancellationToken)
    {
        var started = metrics.Start();
        var judged = Check(presented.Span, out var isKeyUnknown);
        if (isKeyUnknown)
            return CheckOnceMoreAsync(presented, started, cancellationToken);
        metrics.Verified(judged.Token is not null, started);
        return new(judged);
    }

    public async ValueTask<CheckedAccessToken> RedeemAsync(string ticket, CancellationToken cancellationToken) =>
        await tickets.RedeemAsync(ticket, cancellationToken) is { } token
            ? CheckedAccessToken.Accepted(token)
            : CheckedAccessToken.Refused(AccessTokenErrors.TicketInvalid);

    public Task RecordDenialAsync(HttpContext context, AccessToken token)
    {
        var request = context.Request;
        return refusals.ReportAsync(
            new AccessDenied(token.Subject, token.SessionId, request.Method, request.Path.ToUriComponent()) { At = clock.UtcNow, Context = context.Caller().Context },
            context.RequestAborted);
    }

    // Another node may have begun to sign with a key that this one has not read yet.
    private async ValueTask<CheckedAccessToken> CheckOnceMoreAsync(ReadOnlyMemory<char> presented, long started, CancellationToken cancellationToken)
    {
        var isRead = await keys.CatchUpAsync(cancellationToken);
        var judged = Check(presented.Span, out var isKeyUnknown);
        if (isKeyUnknown && !isRead)
            throw new StorageUnavailableException("An access token names a key that is not here, and the keys cannot be read now.");
        metrics.Verified(judged.Token is not null, started);
        return judged;
    }

    private CheckedAccessToken Check(ReadOnlySpan<char> presented, out bool isKeyUnknown)
    {
        var now = clock.UtcNow;
        var validation = validator.Validate(presented, now);
        isKeyUnknown = validation.Fault is AccessTokenFault.UnknownKey;
        if (!validation.IsValid)
            return CheckedAccessToken.Refused(validation.Fault);

        var token = validation.Token!;
        if (denied.RefusesSession(token.SessionId) || denied.RefusesSessions(token.Subject, token.Epoch))
            return CheckedAccessToken.Refused(AccessTokenErrors.SessionRevoked);
        if (denied.RefusesAccount(token.Subject, token.Epoch))
            return CheckedAccessToken.Refused(AccessTokenErrors.AccessTokenInvalid, AccessTokenRefusals.AccountChanged);

        confirmations.Observe(token, now);
        return CheckedAccessToken.Accepted(token);
    }
}
