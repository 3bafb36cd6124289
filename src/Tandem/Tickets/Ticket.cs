using Tandem.AccessTokens;

namespace Tandem.Tickets;

/// <summary>
/// Stands for an access token where no header can be set: in the URL of a WebSocket, an event stream or a download. Good once, within
/// <see cref="Lifetime"/>.
/// </summary>
/// <param name="SecretHash">SHA-256 of its secret; the secret itself is only ever in the text that the client has.</param>
/// <param name="Token">The access token that asked for it: whoever redeems the ticket is signed in as if by this one.</param>
/// <param name="ExpiresAt">From when on it is refused.</param>
internal sealed record Ticket(byte[] SecretHash, AccessToken Token, DateTimeOffset ExpiresAt)
{
    /// <summary>How long it waits to be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Unused tickets of one session that are kept; the oldest make room for new ones.</summary>
    public const int MostPerSession = 100;

    /// <summary>Says nothing of the ticket but whose it is.</summary>
    public override string ToString() => $"ticket of session {Token.SessionId}";
}
