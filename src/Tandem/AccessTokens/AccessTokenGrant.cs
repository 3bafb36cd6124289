namespace Tandem.AccessTokens;

/// <summary>What an access token is to say of an account and its session; the issuer adds the rest.</summary>
internal readonly record struct AccessTokenGrant
{
    /// <summary>The account.</summary>
    public required Guid Subject { get; init; }

    /// <summary>The session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The generation of the refresh token it is handed out with.</summary>
    public required long Generation { get; init; }

    /// <summary>The account's epoch.</summary>
    public required long Epoch { get; init; }

    /// <summary>The account's roles.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>When the account last proved its identity.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>How it did (RFC 8176).</summary>
    public required IReadOnlyList<string> AuthenticationMethods { get; init; }

    /// <summary>The account's address; written only where the settings ask for it.</summary>
    public string? Email { get; init; }

    /// <summary>When the session ends at the latest: the token expires then, should its lifetime be longer. Null for no bound.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
