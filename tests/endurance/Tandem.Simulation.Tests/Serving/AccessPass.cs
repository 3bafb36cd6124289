using System.Security.Cryptography;

using Tandem.AccessTokens;
using Tandem.MasterKeys;
using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Simulation.Tests.Serving;

/// <summary>An access token: its claims, and in signed histories the token itself.</summary>
internal sealed record AccessPass(AccessToken Claims, string? Token);

/// <summary>
/// Makes and checks access tokens. ES256 would take most of the time, so that most histories pass the claims along; the others sign and
/// verify with the product's issuer and validator.
/// </summary>
internal sealed class AccessPasses(bool isSigned)
{
    private static readonly AccessTokenSettings Settings = new() { Issuer = "https://auth.example.com", Audience = "https://api.example.com" };
    private static readonly FixedKey Key = new();
    private static readonly AccessTokenIssuer Issuer = new(Settings, Key, new SeededRandom(1));

    private readonly AccessTokenValidator? validator = isSigned ? new(Settings, Key) : null;

    public AccessPass Issue(SessionGrant grant)
    {
        var claims = AccessTokenGrant.For(grant.Session, grant.Account, grant.Generation);
        if (validator is not null)
        {
            var token = Issuer.Issue(claims, grant.At).Value;
            return new AccessPass(validator.Validate(token, grant.At).Token ?? throw new InvalidOperationException("A new access token is refused."), token);
        }

        var issuedAt = grant.At.ToUnixTimeSeconds();
        var expiresAt = Math.Min(issuedAt + (long)Settings.Lifetime.TotalSeconds, claims.NotAfter!.Value.ToUnixTimeSeconds());
        return new AccessPass(
            new AccessToken
            {
                Issuer = Settings.Issuer,
                Audience = Settings.Audience,
                Subject = claims.Subject,
                ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(expiresAt),
                IssuedAt = DateTimeOffset.FromUnixTimeSeconds(issuedAt),
                Id = "",
                ClientId = AccessTokenIssuer.SessionClientId,
                SessionId = claims.SessionId,
                Generation = claims.Generation,
                Epoch = claims.Epoch,
                Roles = claims.Roles,
                AuthenticatedAt = claims.AuthenticatedAt,
                AuthenticationMethods = claims.AuthenticationMethods,
            },
            null);
    }

    /// <summary>Whether the token itself is good at that time.</summary>
    public bool IsValid(AccessPass pass, DateTimeOffset now) => validator is not null
        ? validator.Validate(pass.Token, now).IsValid
        : now - pass.Claims.ExpiresAt < Settings.Tolerance && pass.Claims.IssuedAt - now <= Settings.Tolerance;

    private sealed class FixedKey : IKeyRingSource
    {
        public FixedKey()
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData("simulation: a signing key"u8) });
            var master = new MasterKeyRing(new MasterKey(SHA256.HashData("simulation: a master key"u8)), []);
            var publicKey = ecdsa.ExportSubjectPublicKeyInfo();
            var id = VerificationKey.FromPublicKey(SigningAlgorithm.Es256, publicKey, SigningKeyState.Active).KeyId;
            var wrapped = KeyWrap.Wrap(ecdsa.ExportPkcs8PrivateKey(), id, master.Current, Guid.Empty, new SeededRandom(1));
            var made = DateTimeOffset.UnixEpoch;
            Current = KeyRing.Load(
                [new StoredSigningKey(id, SigningAlgorithm.Es256, SigningKeyState.Active, publicKey, wrapped, master.Current.Id, made, made)],
                master, Guid.Empty);
        }

        public KeyRing Current { get; }
    }
}
