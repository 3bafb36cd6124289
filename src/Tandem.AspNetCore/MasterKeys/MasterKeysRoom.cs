using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SigningKeys;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.MasterKeys;

/// <summary>The installation and its root secret.</summary>
internal sealed class MasterKeysRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Text<MasterKeyOptions>("MasterKey", "none", "base64 of 32 bytes; several with commas, the current one first", "The root secret. Prefer a file: environments are easily read.",
            (options, value) => options.Key = value) with { IsSecret = true },
        Text<MasterKeyOptions>("MasterKeyFile", "`master.key` in the data folder, made when absent", "a file that nobody else can read: its owner alone, or root and one group of the server (a mounted secret)", "The root secret. Without it every session ends and no signing key can be read: back it up, apart from the database.",
            (options, value) => options.File = value),
    ];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(IInstallationStore)];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        if (options.Get<MasterKeyOptions>() is { Key: not null, File: not null })
            yield return new($"{ConfigurationKey.Section}:MasterKey", "(hidden)", "MasterKeyFile is set as well.", "Set one of them.");
        if (options.Get<HostingOptions>().StorageProvider == "postgresql" && !options.Get<MasterKeyOptions>().IsGiven)
        {
            yield return ConfigurationFault.Of("MasterKeyFile", "not set", "Every node on a PostgreSQL database needs the same master key, and none may make its own.",
                "Name a file that every node has. The first start with --new makes it where it is missing.");
        }
    }

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton<Installation>();
        services.TryAddSingleton<InstallationOpener>();
        services.TryAddSingleton(provider => new MasterKeyLoader(
            provider.Part<MasterKeyOptions>(), provider.Part<HostingOptions>(), provider.GetRequiredService<SecureRandom>()));
        // Those of the moment: they change while the process runs.
        services.TryAddTransient(provider => provider.GetRequiredService<Installation>().MasterKeys);
        services.TryAddSingleton<MasterKeyRotation>();
    }

    public override void AddWeb(IServiceCollection services) => services.AddHostedService<MasterKeyFollower>();
}

/// <summary>Where the master key is: its text, or a file.</summary>
internal sealed class MasterKeyOptions
{
    public string? Key { get; set; }

    public string? File { get; set; }

    /// <summary>Whether the configuration says where it is: then it was there before the database, or comes with it.</summary>
    public bool IsGiven => Key is not null || File is not null;
}
