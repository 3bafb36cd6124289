using System.Globalization;

using Tandem.Accounts;
using Tandem.AspNetCore;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.MasterKeys;
using Tandem.MasterKeys;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Server.CommandLine;
using Tandem.SigningKeys;
using Tandem.Sqlite;

namespace Tandem.Server.Serving;

/// <summary>
/// What would stop <c>serve</c> beside the configuration itself: the data folder, the master key, the database. It looks only: nothing is made,
/// migrated or written.
/// </summary>
internal sealed class StartObstacles(CommandServices services, TandemOptions options)
{
    private readonly List<ConfigurationFault> found = [];
    private readonly List<ConfigurationWarning> noticed = [];

    /// <summary>Looks at everything.</summary>
    public static async Task<(IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<ConfigurationWarning> Warnings)> FindAsync(
        CommandServices services, TandemOptions options, CancellationToken cancellationToken)
    {
        var obstacles = new StartObstacles(services, options);
        await obstacles.LookAsync(cancellationToken);
        return (obstacles.found, obstacles.noticed);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await TryAsync("PublicUrl", "not set", () =>
        {
            ListeningUrls.EnsurePublic(ListeningUrls.Configured(services.Get<IConfiguration>()), options);
            return Task.CompletedTask;
        });
        var settings = services.Get<StorageSettings>();
        var kind = DatabaseKind.Of(settings);
        await TryAsync("DataFolder", DataFolder.PathOf(options), () =>
        {
            if (kind.IsFile)
                LookAtFolder(DataFolder.PathOf(options));
            return Task.CompletedTask;
        });
        await TryAsync("Passwords:Algorithm", options.Passwords.Algorithm ?? "argon2id", () => Task.FromResult(services.Get<PasswordAlgorithms>()));
        StoredSchema? schema = null;
        await TryAsync("Storage:ConnectionString", "(hidden)", () =>
        {
            schema = kind.FindSchema(settings);
            return Task.CompletedTask;
        });
        await TryAsync("MasterKeyFile", services.Get<MasterKeyLoader>().Origin, () => LookAtKeyAsync(schema, cancellationToken));
    }

    private static void LookAtFolder(string folder)
    {
        if (DataFolderLock.IsHeld(folder, out var holder))
        {
            throw new CommandException(
                $"Another server (process {holder?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}) serves it now. Stop that one first, or choose another folder with --data DIR.");
        }

        var existing = folder;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { Length: > 0 } parent)
            existing = parent;
        if (!Directory.Exists(existing))
            throw new CommandException($"{existing} is a file, not a folder. Choose another with --data DIR.");
        if (!FolderAccess.IsWritable(existing))
            throw new CommandException($"{existing} cannot be written to by this user. Give it to the user the server runs as, or choose another with --data DIR.");
    }

    private async Task LookAtKeyAsync(StoredSchema? schema, CancellationToken cancellationToken)
    {
        var loader = services.Get<MasterKeyLoader>();
        // A new installation makes its key. What is there is looked at in any case.
        if (schema is { Version: null } && loader.File is { } path && !File.Exists(path))
            return;
        var keys = loader.Load(mayGenerate: false);
        if (loader.Notice is { } notice)
            noticed.Add(new ConfigurationWarning($"{ConfigurationKeys.Section}:MasterKeyFile", loader.Origin, notice, ""));
        if (schema is { IsCurrent: true })
            await LookAtDatabaseAsync(keys, loader.Origin, cancellationToken);
    }

    private async Task LookAtDatabaseAsync(MasterKeyRing keys, string origin, CancellationToken cancellationToken)
    {
        await services.Get<IStorageLifetime>().OpenAsync(cancellationToken);
        var store = services.Get<IInstallationStore>();
        await MasterKeyCheck.CompareAsync(store, keys, origin, cancellationToken);
        var installation = await store.InstallationIdAsync(cancellationToken);
        foreach (var secret in await store.ListSecretsAsync(cancellationToken))
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret.Unwrap(keys, installation));
        var stored = await services.Get<ISigningKeyStore>().ListSigningKeysAsync(cancellationToken);
        if (stored.Count > 0)
            _ = KeyRing.Load(stored, keys, installation, null);
        services.Get<PasswordAlgorithms>().EnsureCanVerify(await services.Get<IAccountStore>().PasswordAlgorithmsAsync(cancellationToken));
    }

    private async Task TryAsync(string key, string seen, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (ConfigurationException exception)
        {
            found.AddRange(exception.Faults);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure.Explain(exception) is not null)
        {
            found.Add(new ConfigurationFault($"{ConfigurationKeys.Section}:{key}", seen, Failure.Explain(exception)!, ""));
        }
    }
}
