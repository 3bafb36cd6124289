using Tandem.AccessTokens;
using Tandem.Platform;
using Tandem.Revocation;

namespace Tandem.Tickets;

/// <summary>Issues and redeems tickets.</summary>
internal sealed class TicketService(ITicketStore store, DenySet denied, InstallationClock clock, SecureRandom random)
{
    /// <summary>Makes a ticket for the bearer of a valid access token.</summary>
    /// <returns>Its text, which is kept nowhere.</returns>
    /// <exception cref="StorageUnavailableException">It could not be stored.</exception>
    public async Task<string> IssueAsync(AccessToken token, CancellationToken cancellationToken)
    {
        var text = TicketFormat.Encode(random.Bytes(TicketFormat.SecretLength));
        TicketFormat.TryHash(text, out var secretHash);
        await store.InsertAsync(new Ticket(secretHash, token, clock.UtcNow + Ticket.Lifetime), Ticket.MostPerSession, cancellationToken);
        return text;
    }

    /// <summary>
    /// Uses a ticket up: the claims of the access token that asked for it, or null when it is unknown, used, expired, or when its session
    /// or account was ended or changed since.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The use could not be made durable, or it is not known.</exception>
    public async Task<AccessToken?> RedeemAsync(string text, CancellationToken cancellationToken)
    {
        if (!TicketFormat.TryHash(text, out var secretHash) || await store.TakeAsync(secretHash, cancellationToken) is not { } ticket)
            return null;
        return clock.UtcNow < ticket.ExpiresAt && !denied.Refuses(ticket.Token.SessionId, ticket.Token.Subject, ticket.Token.Epoch) ? ticket.Token : null;
    }
}
