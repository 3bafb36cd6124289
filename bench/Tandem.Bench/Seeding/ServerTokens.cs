using Tandem.AccessTokens;
using Tandem.Accounts;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.Bench.Seeding;

/// <summary>Issues access tokens as the server does that serves this installation.</summary>
internal sealed class ServerTokens(KeyRing keys, DateTimeOffset now)
{
    public static ServerTokens Of(OpenedInstallation installation) =>
        new(installation.SigningKeys, installation.Get<InstallationClock>().UtcNow);

    public DateTimeOffset Now => now;

    /// <summary>The accounts that <see cref="Seeder"/> stored, from the first on.</summary>
    public static async Task<IReadOnlyList<Account>> AccountsAsync(OpenedInstallation installation, int count, CancellationToken cancellationToken)
    {
        var store = installation.Get<IAccountStore>();
        var accounts = new List<Account>(count);
        for (var number = 0; number < count; number++)
            accounts.Add((await store.FindByEmailAsync(Sample.Email(number), cancellationToken))!.Account);
        return accounts;
    }

    /// <summary>A token of a new session of an account.</summary>
    public string Issue(Uri server, Account account)
    {
        var origin = server.GetLeftPart(UriPartial.Authority);
        var issuer = new AccessTokenIssuer(
            new AccessTokenSettings { Issuer = origin, Audience = origin }, new FixedKeyRing(keys), SecureRandom.System);
        var session = Sample.Session(SecureRandom.System.Identifier(), account, [], RotationState.Initial, ClientInfo.None, now);
        return issuer.Issue(AccessTokenGrant.For(session, account, 1), now).Value;
    }
}
