using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.SignIn;

/// <summary>
/// Finds out whether a sign-in comes from a device that was signed in to the account before, by a token that it still has. Such a device
/// has a counter of wrong passwords of its own: whoever guesses from elsewhere cannot lock the owner out.
/// </summary>
internal sealed class KnownDevices(ISessionStore store, Installation installation, InstallationClock clock)
{
    // As many as a browser has by honest means, and a few.
    private const int Most = 4;

    /// <summary>The genuine ones among refresh tokens, expired or not.</summary>
    public IReadOnlyList<DeviceToken> Read(IReadOnlyList<PresentedToken> tokens) => tokens.Count == 0
        ? []
        : [.. PresentedTokens.Read(tokens, RefreshTokenFormat.Of(installation), clock.UtcNow).Sessions
            .Select(read => new DeviceToken(read.Token.SessionId, read.Token.Secret))];

    /// <summary>What failures are counted by: the device where a token of the account proves it, else the address.</summary>
    /// <param name="tokens">What came with the request.</param>
    /// <param name="canonicalEmail">The address that signs in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<SignInKey> CountedByAsync(
        IReadOnlyList<DeviceToken> tokens, string canonicalEmail, CancellationToken cancellationToken)
    {
        foreach (var token in tokens.Take(Most))
        {
            // The session may have ended long ago: the device is the account's all the same.
            if (await store.FindAsync(token.SessionId, cancellationToken) is { } stored
                && CryptographicOperations.FixedTimeEquals(SHA256.HashData(token.Secret.Span), stored.Session.SecretHash)
                && EmailAddress.Canonicalize(stored.Account.Email) == canonicalEmail)
                return SignInKey.ForDevice(token.SessionId);
        }

        return SignInKey.ForEmail(canonicalEmail);
    }
}

/// <summary>What a genuine token of any kind says of the device that has it.</summary>
/// <param name="SessionId">The session that it was handed out for.</param>
/// <param name="Secret">That session's secret.</param>
internal sealed record DeviceToken(Guid SessionId, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => $"token of session {SessionId}";
}
