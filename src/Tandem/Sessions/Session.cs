using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.Sessions;

/// <summary>One signed-in client of an account: one row, updated in place.</summary>
internal sealed record Session
{
    /// <summary>Random bytes of a session's secret.</summary>
    public const int SecretLength = 32;

    /// <summary>Random identifier, the <c>sid</c> claim.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account that signed in.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The account's session epoch at the sign-in; the session is over once the account's is higher.</summary>
    public required long SessionEpoch { get; init; }

    /// <summary>SHA-256 of the session's secret; the secret itself is only ever in the tokens.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The counters that decide a refresh.</summary>
    public required RotationState Rotation { get; init; }

    /// <summary>False when the cookie must end with the browser session (<c>rememberMe: false</c>).</summary>
    public required bool Persistent { get; init; }

    /// <summary>When the session began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the account last proved its identity, the <c>auth_time</c> claim.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>How it proved it (RFC 8176), such as <c>pwd</c>.</summary>
    public required IReadOnlyList<string> AuthenticationMethods { get; init; }

    /// <summary>Idle lifetime as configured when the session began.</summary>
    public required TimeSpan IdleLifetime { get; init; }

    /// <summary>The moment the session ends however much it is used; null for none.</summary>
    public DateTimeOffset? AbsoluteExpiresAt { get; init; }

    /// <summary>When it was ended, or null while it has not been.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was ended.</summary>
    public SessionEnd? RevokedBecause { get; init; }

    /// <summary>How refresh tokens reach the client.</summary>
    public required SessionDelivery Delivery { get; init; }

    /// <summary>The client that rotated last.</summary>
    public required ClientInfo Client { get; init; }

    /// <summary>When it was last used for a refresh, or created.</summary>
    public DateTimeOffset LastUsedAt => Rotation.RotatedAt ?? CreatedAt;

    /// <summary>When it ends if it is not used again.</summary>
    public DateTimeOffset ExpiresAt
    {
        get
        {
            var idle = LastUsedAt + IdleLifetime;
            return AbsoluteExpiresAt < idle ? AbsoluteExpiresAt.Value : idle;
        }
    }

    /// <summary>Why the session is over by its own row at <paramref name="now"/>, or null while it is alive.</summary>
    public SessionEnd? EndedBy(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return RevokedBecause ?? SessionEnd.SignedOut;
        if (AbsoluteExpiresAt <= now)
            return SessionEnd.AbsoluteLifetime;
        return now >= ExpiresAt ? SessionEnd.Idle : null;
    }
}

/// <summary>A session together with its account, as one read returns them.</summary>
internal sealed record StoredSession(Session Session, Account Account)
{
    /// <summary>Why the session is over at <paramref name="now"/>, its account considered, or null while it is alive.</summary>
    public SessionEnd? EndedBy(DateTimeOffset now) =>
        Session.EndedBy(now)
        ?? (Account.Status != AccountStatus.Active || Account.SessionEpoch != Session.SessionEpoch ? SessionEnd.AccountChanged : null);
}
