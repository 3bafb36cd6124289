using System.Diagnostics.CodeAnalysis;

namespace Tandem.Keys;

/// <summary>
/// The keys of refresh-token tags, one for each master key. They depend on neither issuer, URL nor signing keys, so that moving
/// to another domain signs nobody out.
/// </summary>
public sealed class RefreshTokenKeys
{
    private readonly Dictionary<uint, byte[]> byId;
    private readonly HashSet<uint> pruned;

    /// <summary>Derives a key from each master key.</summary>
    /// <param name="ring">The master keys.</param>
    /// <param name="installationId">The installation.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public RefreshTokenKeys(MasterKeyRing ring, Guid installationId, params IEnumerable<uint> pruned)
    {
        this.pruned = [.. pruned];
        byId = ring.All.ToDictionary(key => key.Id, key => key.Derive("tandem-rt1"u8, installationId));
        CurrentId = ring.Current.Id;
        Current = byId[CurrentId];
    }

    /// <summary>Id of the key new tags are made with.</summary>
    public uint CurrentId { get; }

    internal byte[] Current { get; }

    /// <summary>Whether a key that is not here is known to be gone, rather than elsewhere.</summary>
    internal bool IsPruned(uint id) => pruned.Contains(id);

    internal bool TryGet(uint id, [NotNullWhen(true)] out byte[]? key) => byId.TryGetValue(id, out key);
}
