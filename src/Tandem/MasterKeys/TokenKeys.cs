using System.Collections.Frozen;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>
/// The keys of the tags of one kind of token, one for each master key. They depend on neither issuer, URL nor signing keys, so that
/// moving to another domain signs nobody out.
/// </summary>
internal sealed class TokenKeys
{
    private readonly Dictionary<uint, TokenKey> byId = [];
    private readonly FrozenSet<uint> pruned, known;

    /// <summary>Derives the keys of one kind of token.</summary>
    /// <param name="purpose">The kind, such as <c>tandem-rt1</c>.</param>
    /// <param name="installation">The keys at hand, and what is known of others.</param>
    public TokenKeys(ReadOnlySpan<byte> purpose, InstallationKeys installation)
    {
        pruned = BothIds(installation.Pruned, installation.Id);
        known = BothIds(installation.Known, installation.Id);
        foreach (var master in installation.MasterKeys.All)
        {
            var key = new TagKey(master.Derive(purpose, installation.Id));
            byId[MasterKey.TokenId(master.Id, installation.Id)] = new(key, master.Id, IsOfInstallation: true);
            byId.TryAdd(master.Id, new(key, master.Id, IsOfInstallation: false));
        }

        CurrentId = MasterKey.TokenId(installation.MasterKeys.Current.Id, installation.Id);
        Current = byId[CurrentId].Key;
    }

    /// <summary>Id of the key new tags are made with.</summary>
    public uint CurrentId { get; }

    public TagKey Current { get; }

    /// <summary>The key that a token names, or why there is none.</summary>
    public TokenKeyFault Find(uint id, out TokenKey key) =>
        byId.TryGetValue(id, out key) ? TokenKeyFault.None
        : pruned.Contains(id) ? TokenKeyFault.Pruned
        : known.Contains(id) ? TokenKeyFault.NotLoaded
        : TokenKeyFault.Foreign;

    private static FrozenSet<uint> BothIds(IReadOnlyCollection<uint> ids, Guid installationId) =>
        ids.Concat(ids.Select(id => MasterKey.TokenId(id, installationId))).ToFrozenSet();
}

/// <summary>A key that a token names.</summary>
/// <param name="Key">The key.</param>
/// <param name="MasterKeyId">Id of the master key it was derived from.</param>
/// <param name="IsOfInstallation">
/// Whether its id is this installation's alone. One of an earlier version is that of the master key, which another installation may have
/// too: a token with a wrong tag may then be its.
/// </param>
internal readonly record struct TokenKey(TagKey Key, uint MasterKeyId, bool IsOfInstallation);

/// <summary>Why there is no key for the id that a token names.</summary>
internal enum TokenKeyFault
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>It was taken away: it has outlived every token it tagged.</summary>
    Pruned,

    /// <summary>It is this installation's, and not loaded here: nothing can be said of the token.</summary>
    NotLoaded,

    /// <summary>This installation never had it.</summary>
    Foreign,
}
