using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.SignIn;

/// <summary>Signs in with a password. Why one was not accepted is told to operators only.</summary>
internal sealed class SignInService(
    IAccountStore accounts, PasswordCheck check, PasswordHasher hasher, SessionService sessions, RefreshService refresh,
    KnownDevices devices, InstallationClock clock)
{
    private static readonly string[] ByPassword = ["pwd"];

    // Each means that the account was changed while its password was being judged.
    private const int MaximumAttempts = 4;

    /// <summary>A new session, or null when the credentials are not accepted, for whatever reason.</summary>
    /// <exception cref="HashingBusyException">Too many passwords are waiting; nothing was counted.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<SessionGrant?> SignInAsync(SignInRequest request, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            var email = EmailAddress.Canonicalize(request.Email);
            var key = await devices.CountedByAsync(request.Devices, email, cancellationToken);
            using var slot = await hasher.AcquireAsync(cancellationToken);
            for (var round = 0; round < MaximumAttempts; round++)
            {
                var (grant, isDecided) = await check.EvaluateAsync(
                    slot, key, email, request.Password, verdict => ActAsync(verdict, slot, request, caller));
                if (isDecided)
                    return grant;
            }

            throw new StorageUnavailableException($"The account of a sign-in changed {MaximumAttempts} times meanwhile.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(request.Password);
        }
    }

    /// <summary>A refusal, a session, or, undecided, neither: the account was changed while its password was being judged.</summary>
    private async Task<(SessionGrant? Grant, bool IsDecided)> ActAsync(
        PasswordVerdict verdict, HashingSlot slot, SignInRequest request, Caller caller)
    {
        if (verdict.Failure is { } reason)
        {
            var failed = new LoginFailed(verdict.Credentials?.Account.Id, reason) { At = clock.UtcNow, Context = caller.Context };
            await check.FailAsync(verdict, failed, caller);
            return (null, true);
        }

        await RehashAsync(slot, request.Password, verdict.Credentials!, caller);
        var start = new SessionStart(request.Delivery, request.Persistent, ByPassword, verdict.Key);
        if (await sessions.StartAsync(verdict.Credentials!.Account, start, caller, CancellationToken.None) is { } started)
            return (request.Delivery is SessionDelivery.Session ? CookieSession(started) : refresh.Begin(started), true);
        await check.GiveBackAsync(verdict);
        return (null, false);
    }

    private static SessionGrant CookieSession(StartedSession started) =>
        new(started.Stored.Session, started.Stored.Account, 1, null, started.At) { Secret = started.Secret };

    private async Task RehashAsync(HashingSlot slot, byte[] password, AccountCredentials credentials, Caller caller)
    {
        if (!hasher.Algorithms.NeedsRehash(credentials.PasswordHash!))
            return;
        var replacement = await slot.HashAsync(password);
        var reported = new PasswordRehashed(credentials.Account.Id) { At = clock.UtcNow, Context = caller.Context };
        await accounts.TryRehashAsync(credentials.Account.Id, credentials.PasswordHash!, replacement, reported, CancellationToken.None);
    }
}

/// <summary>Somebody who wants to sign in with a password.</summary>
/// <param name="Email">A valid address.</param>
/// <param name="Password">The password's bytes, as received.</param>
/// <param name="Delivery">How refresh tokens are to be delivered.</param>
/// <param name="Persistent">Whether the session outlives the browser session.</param>
internal sealed record SignInRequest(string Email, byte[] Password, SessionDelivery Delivery, bool Persistent)
{
    /// <summary>Genuine tokens that came along: a device that was signed in to the account before has a counter of its own.</summary>
    public IReadOnlyList<DeviceToken> Devices { get; init; } = [];

    /// <summary>Neither address nor password.</summary>
    public override string ToString() => "sign-in request";
}
