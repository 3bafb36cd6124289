using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Tests.Sessions;

/// <summary>A session as stored, and tokens for it.</summary>
internal static class StoredSessions
{
    public static readonly DateTimeOffset CreatedAt = new(2031, 5, 6, 7, 8, 9, 250, TimeSpan.Zero);

    private static readonly byte[] Secret = [.. Enumerable.Range(1, RefreshToken.SecretLength).Select(n => (byte)n)];

    public static Session Session { get; } = new()
    {
        Id = new Guid("0f8e2a64-5d0b-4c57-9a3e-6b1d2c3f4a5b"),
        AccountId = Account().Id,
        SessionEpoch = 3,
        SecretHash = SHA256.HashData(Secret),
        Rotation = RotationState.Initial,
        Persistent = true,
        CreatedAt = CreatedAt,
        AuthenticatedAt = CreatedAt,
        AuthenticationMethods = ["pwd"],
        IdleLifetime = TimeSpan.FromDays(7),
        Delivery = SessionDelivery.Cookie,
        Client = ClientInfo.None,
    };

    public static StoredSession Of(Session session, AccountStatus status = AccountStatus.Active, long epoch = 3) =>
        new(session, Account() with { Status = status, SessionEpoch = epoch });

    public static RefreshToken Token(long generation) =>
        new(1, Session.Id, generation, CreatedAt, CreatedAt.AddDays(7), Secret);

    public static RefreshToken ForgedToken(long generation) => Token(generation) with { Secret = new byte[RefreshToken.SecretLength] };

    private static Account Account() => new()
    {
        Id = new Guid("b9c1f0de-2f3a-4d6b-8c7e-1a2b3c4d5e6f"),
        Email = "ada@example.org",
        EmailVerified = true,
        Roles = [],
        Status = AccountStatus.Active,
        Epoch = 7,
        SessionEpoch = 3,
        CreatedAt = CreatedAt,
    };
}
