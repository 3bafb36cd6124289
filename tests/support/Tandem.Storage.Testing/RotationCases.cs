using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>Random cases that crowd around the limits of the decision.</summary>
public sealed class RotationCases(int seed, DateTimeOffset now)
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(7);
    private static readonly TimeSpan[] Leeways =
        [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1), TimeSpan.FromMicroseconds(300), TimeSpan.Zero];

    private readonly Random random = new(seed);

    /// <summary>Accounts the sessions belong to: one whose roles were changed, one disabled, one whose sessions were ended.</summary>
    public IReadOnlyList<Account> Accounts { get; } =
        [Account(seed, 1, AccountStatus.Active, 5), Account(seed, 2, AccountStatus.Disabled, 5), Account(seed, 3, AccountStatus.Active, 6)];

    internal RotationCase Draw()
    {
        var policy = new SessionPolicy { Leeway = Pick(Leeways) };
        var state = DrawState(policy);
        var account = Often(8) ? Accounts[0] : Pick(Accounts);
        var secret = Bytes(32);
        var session = new Session
        {
            Id = new Guid(Bytes(16)),
            AccountId = account.Id,
            SessionEpoch = 5,
            SecretHash = SHA256.HashData(Often(15) ? secret : Bytes(32)),
            Rotation = state,
            Persistent = Often(2),
            CreatedAt = now - (state.RotatedAt is null ? DrawAge(policy) : TimeSpan.FromDays(40)),
            AuthenticatedAt = now - TimeSpan.FromDays(40),
            AuthenticationMethods = ["pwd"],
            IdleLifetime = Idle,
            AbsoluteExpiresAt = Often(3) ? null : now + Pick([Milliseconds(-1), default, Milliseconds(1), TimeSpan.FromDays(1)]),
            RevokedAt = Often(15) ? null : now,
            Delivery = SessionDelivery.Cookie,
            Client = new("Browser/1.0", "203.0.113.0/24"),
        };
        if (session.RevokedAt is not null)
            session = session with { RevokedBecause = SessionEnd.SignedOut };
        var token = new RefreshToken(1, session.Id, DrawGeneration(state), now, now.AddDays(7), secret);
        return new(new(session, account), token, now, policy);
    }

    private RotationState DrawState(SessionPolicy policy)
    {
        var used = random.Next(4);
        var @base = used + random.Next(3);
        var issued = @base + 1 + random.Next(3);
        return new(issued, @base, used, Often(4) ? now - DrawAge(policy) : null, random.Next(issued + 1));
    }

    private long DrawGeneration(RotationState state) =>
        Often(3) ? state.Base + 1 + random.NextInt64(state.Issued - state.Base) : random.NextInt64(state.Issued + 3);

    private TimeSpan DrawAge(SessionPolicy policy)
    {
        TimeSpan[] limits =
            [default, policy.Leeway, policy.SettlingTime, TimeSpan.FromHours(1), TimeSpan.FromDays(3), Idle, TimeSpan.FromSeconds(-9)];
        return Milliseconds((long)Pick(limits).TotalMilliseconds + random.Next(-1, 3));
    }

    private static TimeSpan Milliseconds(long count) => TimeSpan.FromMilliseconds(count);

    private static Account Account(int seed, int number, AccountStatus status, long sessionEpoch) => new()
    {
        Id = new Guid(seed, (short)number, 0, new byte[8]),
        Email = $"{number}@example.com",
        EmailVerified = true,
        Roles = ["member"],
        Status = status,
        Epoch = 9,
        SessionEpoch = sessionEpoch,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    // True all but one time in so many.
    private bool Often(int one) => random.Next(one) != 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
