namespace Tandem.AccessTokens;

/// <summary>The claims of an access token (RFC 9068 §2.2). Times are whole seconds.</summary>
internal sealed record AccessToken
{
    /// <summary><c>iss</c>: who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>sub</c>: the account's id.</summary>
    public required Guid Subject { get; init; }

    /// <summary><c>aud</c>: whom it is for.</summary>
    public required string Audience { get; init; }

    /// <summary><c>exp</c>: when it stops being valid.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary><c>iat</c>: when it was made.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary><c>jti</c>: its own name, 128 random bits.</summary>
    public required string Id { get; init; }

    /// <summary><c>client_id</c>: <c>tandem</c> for people's sessions.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>sid</c>: the session it belongs to.</summary>
    public required Guid SessionId { get; init; }

    /// <summary><c>gen</c>: the generation of the refresh token it was handed out with.</summary>
    public required long Generation { get; init; }

    /// <summary><c>epoch</c>: the account's epoch when it was made.</summary>
    public required long Epoch { get; init; }

    /// <summary><c>roles</c>: the account's roles when it was made.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary><c>auth_time</c>: when the account last proved its identity.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary><c>amr</c>: how it did (RFC 8176).</summary>
    public required IReadOnlyList<string> AuthenticationMethods { get; init; }

    /// <summary><c>email</c>: only where the settings ask for it.</summary>
    public string? Email { get; init; }
}
