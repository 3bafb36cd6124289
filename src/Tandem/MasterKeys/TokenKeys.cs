using System.Diagnostics.CodeAnalysis;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>
/// The keys of the tags of one kind of token, one for each master key. They depend on neither issuer, URL nor signing keys, so that
/// moving to another domain signs nobody out.
/// </summary>
internal sealed class TokenKeys
{
    private readonly Dictionary<uint, TagKey> byId;
    private readonly HashSet<uint> pruned;

    /// <summary>Derives the keys of one kind of token.</summary>
    /// <param name="purpose">The kind, such as <c>tandem-rt1</c>.</param>
    /// <param name="ring">The master keys.</param>
    /// <param name="installationId">The installation.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public TokenKeys(ReadOnlySpan<byte> purpose, MasterKeyRing ring, Guid installationId, IEnumerable<uint> pruned)
    {
        this.pruned = [.. pruned];
        byId = [];
        foreach (var key in ring.All)
            byId[key.Id] = new TagKey(key.Derive(purpose, installationId));
        CurrentId = ring.Current.Id;
        Current = byId[CurrentId];
    }

    /// <summary>Id of the key new tags are made with.</summary>
    public uint CurrentId { get; }

    public TagKey Current { get; }

    /// <summary>Whether a key that is not here is known to be gone, rather than elsewhere.</summary>
    public bool IsPruned(uint id) => pruned.Contains(id);

    public bool TryGet(uint id, [NotNullWhen(true)] out TagKey? key) => byId.TryGetValue(id, out key);
}
