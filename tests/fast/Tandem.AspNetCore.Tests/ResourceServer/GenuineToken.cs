using Tandem.AccessTokens;
using Tandem.Platform;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>An access token as an issuer with these keys would issue it.</summary>
internal static class GenuineToken
{
    public static string Of(string issuer, IKeyRingSource keys, TimeProvider time) =>
        new AccessTokenIssuer(new() { Issuer = issuer, Audience = issuer }, keys, SecureRandom.System).Issue(
            new AccessTokenGrant
            {
                Subject = Guid.NewGuid(),
                SessionId = Guid.NewGuid(),
                Generation = 1,
                Epoch = 1,
                Roles = ["user"],
                AuthenticatedAt = time.GetUtcNow(),
                AuthenticationMethods = ["pwd"],
            },
            time.GetUtcNow()).Value;
}
