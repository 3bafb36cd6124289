using System.Diagnostics.CodeAnalysis;

namespace Tandem.MasterKeys;

/// <summary>
/// The keys of the tags of one kind of token, one for each master key. They depend on neither issuer, URL nor signing keys, so that
/// moving to another domain signs nobody out.
/// </summary>
public sealed class TokenKeys
{
    private readonly Dictionary<uint, byte[]> byId;
    private readonly HashSet<uint> pruned;

    private TokenKeys(ReadOnlySpan<byte> purpose, MasterKeyRing ring, Guid installationId, IEnumerable<uint> pruned)
    {
        this.pruned = [.. pruned];
        byId = [];
        foreach (var key in ring.All)
            byId[key.Id] = key.Derive(purpose, installationId);
        CurrentId = ring.Current.Id;
        Current = byId[CurrentId];
    }

    /// <summary>Id of the key new tags are made with.</summary>
    public uint CurrentId { get; }

    internal byte[] Current { get; }

    /// <summary>Derives the keys of refresh tokens.</summary>
    /// <param name="ring">The master keys.</param>
    /// <param name="installationId">The installation.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public static TokenKeys OfRefreshTokens(MasterKeyRing ring, Guid installationId, params IEnumerable<uint> pruned) =>
        new("tandem-rt1"u8, ring, installationId, pruned);

    /// <summary>Derives the keys of page tokens.</summary>
    /// <param name="ring">The master keys.</param>
    /// <param name="installationId">The installation.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public static TokenKeys OfPageTokens(MasterKeyRing ring, Guid installationId, params IEnumerable<uint> pruned) =>
        new("tandem-ps1"u8, ring, installationId, pruned);

    /// <summary>Whether a key that is not here is known to be gone, rather than elsewhere.</summary>
    internal bool IsPruned(uint id) => pruned.Contains(id);

    internal bool TryGet(uint id, [NotNullWhen(true)] out byte[]? key) => byId.TryGetValue(id, out key);
}
