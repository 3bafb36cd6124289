using System.Text;

using Tandem.Accounts;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Seeding;

/// <summary>Makes signed-in clients without signing them in: hashing as many passwords would take hours.</summary>
internal static class Seeder
{
    // Writes that wait together share transactions.
    private const int Batch = 4096;

    /// <summary>
    /// Stores accounts and a session of each, through the ports that sign-in uses. The tokens come in an order of their own: sessions are
    /// not used in the order in which they were begun.
    /// </summary>
    public static async Task<SessionTokens> FillAsync(
        OpenedInstallation installation, int count, CancellationToken cancellationToken, string? password = null)
    {
        var hash = password is null ? null : await HashAsync(installation, password, cancellationToken);
        var accounts = installation.Get<IAccountStore>();
        var sessions = installation.Get<ISessionStore>();
        var now = installation.Get<InstallationClock>().UtcNow;
        var tokens = new SessionTokens(count, installation);
        var places = Enumerable.Range(0, count).ToArray();
        new Random(1).Shuffle(places);
        for (var first = 0; first < count; first += Batch)
        {
            var work = Enumerable.Range(first, Math.Min(Batch, count - first)).Select(async number =>
            {
                var account = Sample.Account(SecureRandom.System.Identifier(), number, now);
                var token = NewToken(now);
                var created = new AccountCreated(account.Id, account.Roles) { At = now, Context = EventContext.Local };
                var signedIn = new LoginSucceeded(account.Id, token.SessionId, ["pwd"]) { At = now, Context = EventContext.Local };
                await accounts.TryCreateAsync(account, account.Email, hash, created, cancellationToken);
                await sessions.InsertAsync(
                    Sample.Session(token.SessionId, account, token.HashSecret(), RotationState.Initial, ClientInfo.None, now), null, signedIn, cancellationToken);
                tokens.Write(places[number], installation.RefreshTokens.Encode(token));
            });
            await Task.WhenAll(work);
        }

        return tokens;
    }

    /// <summary>Tokens of sessions that are stored nowhere.</summary>
    public static SessionTokens Invent(OpenedInstallation installation, int count)
    {
        var now = installation.Get<InstallationClock>().UtcNow;
        var tokens = new SessionTokens(count, installation);
        for (var number = 0; number < count; number++)
            tokens.Write(number, installation.RefreshTokens.Encode(NewToken(now)));
        return tokens;
    }

    private static async Task<string> HashAsync(OpenedInstallation installation, string password, CancellationToken cancellationToken)
    {
        using var slot = await installation.Get<PasswordHasher>().AcquireAsync(cancellationToken);
        return await slot.HashAsync(Encoding.UTF8.GetBytes(password));
    }

    private static RefreshToken NewToken(DateTimeOffset now) => new(
        0, SecureRandom.System.Identifier(), 1, now, now + TimeSpan.FromDays(7), SecureRandom.System.Bytes(RefreshToken.SecretLength));
}
