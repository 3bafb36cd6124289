using System.Collections.Concurrent;

namespace Tandem.MasterKeys;

/// <summary>
/// This installation once its database is open: who it is and the keys that depend on that. Filled at start, before anything is
/// served, and again when the master keys change.
/// </summary>
internal sealed class Installation
{
    private volatile Opened? opened;

    /// <summary>Random, made when the database was created.</summary>
    public Guid Id => opened?.Id ?? Guid.Empty;

    /// <summary>The master keys of this moment.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public MasterKeyRing MasterKeys => Now.MasterKeys;

    private Opened Now => opened ?? throw new InvalidOperationException("The installation is used before its database was opened.");

    /// <summary>Fills it.</summary>
    /// <param name="id">The installation's id.</param>
    /// <param name="masterKeys">The master keys.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public void Open(Guid id, MasterKeyRing masterKeys, params IEnumerable<uint> pruned) => opened = new Opened(id, masterKeys, [.. pruned]);

    /// <summary>What a room makes of the keys of this moment, made once for each set of keys.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    internal T Made<T>(Func<MasterKeyRing, Guid, IReadOnlyList<uint>, T> make)
        where T : class
    {
        var now = Now;
        return (T)now.Made.GetOrAdd(typeof(T), static (_, from) => from.make(from.now.MasterKeys, from.now.Id, from.now.Pruned), (make, now));
    }

    private sealed record Opened(Guid Id, MasterKeyRing MasterKeys, IReadOnlyList<uint> Pruned)
    {
        public ConcurrentDictionary<Type, object> Made { get; } = new();
    }
}
