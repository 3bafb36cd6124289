using System.Globalization;

using Tandem.Accounts;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Seeding;

/// <summary>The accounts and sessions that are measured with.</summary>
internal static class Sample
{
    public static string Email(int number) => string.Create(CultureInfo.InvariantCulture, $"person{number:d7}@example.com");

    public static Account Account(Guid id, int number, DateTimeOffset now) => new()
    {
        Id = id,
        Email = Email(number),
        EmailVerified = true,
        DisplayName = "A Person",
        Roles = ["user"],
        Status = AccountStatus.Active,
        Epoch = 1,
        SessionEpoch = 1,
        CreatedAt = now,
    };

    public static Session Session(Guid id, Account account, byte[] secretHash, RotationState rotation, ClientInfo client, DateTimeOffset now) => new()
    {
        Id = id,
        AccountId = account.Id,
        SessionEpoch = account.SessionEpoch,
        SecretHash = secretHash,
        Rotation = rotation,
        Persistent = true,
        CreatedAt = now,
        AuthenticatedAt = now,
        AuthenticationMethods = ["pwd"],
        IdleLifetime = TimeSpan.FromDays(7),
        Delivery = SessionDelivery.Cookie,
        Client = client,
    };
}
