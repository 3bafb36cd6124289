using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.SigningKeys;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>The keys that sign access tokens, and how verifiers find them.</summary>
internal sealed class SigningKeysRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Text<SigningOptions>("Signing:Algorithm", "ES256", "`ES256`, `RS256`", "Algorithm of new signing keys. After a change the announced key is replaced by one of the new algorithm, which takes over on schedule; tokens of both are accepted meanwhile.",
            (options, value) => options.Algorithm = value),
        Duration<SigningOptions>("Signing:RotationInterval", "30.00:00:00", "longer than `Signing:Announce`; at most 400 days", "How long a key signs before the announced one takes over.",
            (options, value) => options.RotationInterval = value),
        Duration<SigningOptions>("Signing:Announce", "1.00:00:00", "1 second or more", "How long a key is published before it signs. `jwks.json` may be cached for half of it, at most 5 minutes; a verifier that keeps keys longer than this refuses tokens after a rotation.",
            (options, value) => options.Announce = value),
        Duration<SigningOptions>("Signing:Retain", "the access token's lifetime plus 10 seconds", "that or longer; at most 400 days", "How long tokens of a key are accepted after it signed last; then it is destroyed. After shortening the access token's lifetime, keep the former value here until the tokens of before have expired.",
            (options, value) => options.Retain = value),
    ];

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<DiscoveryEndpoints>()];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(ISigningKeyStore)];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options) =>
        SigningChecks.Of(options.Get<SigningOptions>(), options.Get<AccessTokenOptions>());

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.Part<SigningOptions>().ToPolicy(provider.Part<AccessTokenOptions>().LongestAcceptance));
        services.TryAddSingleton<SigningKeyRotator>();
        services.TryAddSingleton<KeyRingService>();
        services.TryAddSingleton<IKeyRingSource>(provider => provider.GetRequiredService<KeyRingService>());
        services.TryAddSingleton<IVerificationKeySource>(provider => provider.GetRequiredService<IKeyRingSource>());
    }

    public override void AddWeb(IServiceCollection services) => services.AddHostedService<SigningKeyKeeper>();
}
