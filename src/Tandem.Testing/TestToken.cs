namespace Tandem.Testing;

/// <summary>What an access token of a <see cref="TestIssuer"/> says. Left alone: of an account without roles, valid from now for 15 minutes.</summary>
public sealed record TestToken
{
    /// <summary><c>sub</c>: the account. Default: one that no other token has.</summary>
    public Guid Subject { get; init; } = Guid.NewGuid();

    /// <summary><c>roles</c>. Default none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary><c>email</c>. Default none.</summary>
    public string? Email { get; init; }

    /// <summary><c>aud</c>: whom it is for. Default: the issuer's own audience.</summary>
    public string? Audience { get; init; }

    /// <summary><c>iss</c>: who says so. Default: the issuer.</summary>
    public string? Issuer { get; init; }

    /// <summary><c>iat</c>. Default: the issuer's now. An hour ago makes a token that has expired.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>From <c>iat</c> to <c>exp</c>, in whole seconds. Default 15 minutes.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(15);
}
