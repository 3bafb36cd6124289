using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tandem.MasterKeys;

/// <summary>
/// This installation once its database is open: who it is and the keys that depend on that. Filled at start, before anything is
/// served, and again when the master keys change.
/// </summary>
internal sealed class Installation
{
    private volatile Opened? opened;

    /// <summary>Random, made when the database was created.</summary>
    public Guid Id => opened?.Keys.Id ?? Guid.Empty;

    /// <summary>
    /// What the names of cookies end in over plain HTTP on a loopback host, since cookies know no ports: six hexadecimal digits of the
    /// SHA-256 of <see cref="Id"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public string CookieSuffix => Now.CookieSuffix;

    /// <summary>The master keys of this moment.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public MasterKeyRing MasterKeys => Now.Keys.MasterKeys;

    private Opened Now => opened ?? throw new InvalidOperationException("The installation is used before its database was opened.");

    /// <summary>Fills it.</summary>
    /// <param name="id">The installation's id.</param>
    /// <param name="masterKeys">The master keys.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public void Open(Guid id, MasterKeyRing masterKeys, params IEnumerable<uint> pruned) => Open(new InstallationKeys(id, masterKeys) { Pruned = [.. pruned] });

    /// <summary>Fills it.</summary>
    public void Open(InstallationKeys keys) => opened = new Opened(keys);

    /// <summary>Notes which master keys the database has been used with, loaded here or not.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public void Know(IReadOnlyCollection<uint> ids)
    {
        var now = Now;
        if (ids.Except(now.Keys.Known).Any())
            _ = Interlocked.CompareExchange(ref opened, new Opened(now.Keys with { Known = [.. ids] }), now);
    }

    /// <summary>What a room makes of the keys of this moment, made once for each set of keys.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    internal T Made<T>(Func<InstallationKeys, T> make)
        where T : class
    {
        var now = Now;
        return (T)now.Made.GetOrAdd(typeof(T), static (_, from) => from.make(from.Keys), (make, now.Keys));
    }

    private sealed record Opened(InstallationKeys Keys)
    {
        public string CookieSuffix { get; } = Convert.ToHexStringLower(SHA256.HashData(Keys.Id.ToByteArray(bigEndian: true)).AsSpan(0, 3));

        public ConcurrentDictionary<Type, object> Made { get; } = new();
    }
}

/// <summary>An installation's master keys, and what is known of others that it had.</summary>
/// <param name="Id">The installation.</param>
/// <param name="MasterKeys">The keys at hand.</param>
internal sealed record InstallationKeys(Guid Id, MasterKeyRing MasterKeys)
{
    /// <summary>Ids of former master keys that no live token can bear.</summary>
    public IReadOnlyCollection<uint> Pruned { get; init; } = [];

    /// <summary>Ids of all master keys that the database has been used with.</summary>
    public IReadOnlyCollection<uint> Known { get; init; } = [];
}
