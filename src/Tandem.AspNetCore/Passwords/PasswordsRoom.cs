using System.Diagnostics.Metrics;
using System.Text.Json.Serialization.Metadata;

using Tandem.Accounts;
using Tandem.Argon2;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Revocation;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Passwords;

/// <summary>Hashing, checking and changing passwords.</summary>
internal sealed class PasswordsRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Text<PasswordOptions>("Passwords:Algorithm", "argon2id", "`argon2id`, `pbkdf2`", "Algorithm of new hashes: Argon2id (19 MiB, t=2, p=1) or PBKDF2-HMAC-SHA512 (220,000 rounds). Hashes of both are verified.",
            (options, value) => options.Algorithm = value),
        Number<PasswordOptions>("Passwords:MinimumLength", "12", "8 to 128 code points", "Shortest new password.",
            (options, value) => options.MinimumLength = value, 8, 128),
        Number<PasswordOptions>("Passwords:MaxConcurrentHashes", "number of processors", "1 to 1024", "Passwords hashed at once; eight times as many wait, the rest get 503 `busy`. Each takes 19 MiB.",
            (options, value) => options.MaxConcurrentHashes = value, 1, 1024),
    ];

    public override IReadOnlyList<ErrorCode> Errors { get; } = [PasswordErrors.InvalidCredentials];

    public override IJsonTypeInfoResolver Bodies => PasswordsJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<PasswordEndpoint>()];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        if (options.Get<PasswordOptions>().Algorithm is { } algorithm and not ("argon2id" or "pbkdf2"))
            yield return ConfigurationFault.Of("Passwords:Algorithm", algorithm, "There is no such algorithm here.", "Write argon2id or pbkdf2.");
    }

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton<PasswordCheck>();
        services.TryAddSingleton(provider => new PasswordService(
            provider.GetRequiredService<IAccountStore>(), provider.GetRequiredService<PasswordCheck>(), provider.GetRequiredService<PasswordHasher>(),
            provider.GetRequiredService<DenySet>(), provider.GetRequiredService<InstallationClock>()));
        // Work is measured by a clock that goes on by itself.
        services.TryAddSingleton(provider => new RefusalPace(provider.GetRequiredService<PasswordHasher>(), TimeProvider.System));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPasswordAlgorithm, Argon2idAlgorithm>(_ => new Argon2idAlgorithm()));
        services.TryAddSingleton(provider => PasswordAlgorithms.Choose(
            provider.Part<PasswordOptions>().Algorithm, provider.GetRequiredService<SecureRandom>(), provider.GetServices<IPasswordAlgorithm>()));
        services.TryAddSingleton(provider => new PasswordHasher(
            provider.GetRequiredService<PasswordAlgorithms>(),
            provider.Part<PasswordOptions>().MaxConcurrentHashes,
            provider.GetRequiredService<SecureRandom>(),
            provider.GetRequiredService<IMeterFactory>().Create(TandemMetrics.MeterName)));
    }
}

/// <summary>Why a password is refused.</summary>
internal static class PasswordErrors
{
    public static readonly ErrorCode InvalidCredentials = new("invalid_credentials", 401, "Address or password is wrong",
        "The address is unknown, the password is wrong, or too many wrong ones were tried. The response does not say which.", "Try again, later if you are sure.");
}
