using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Tandem.SigningKeys;

/// <summary>Public keys of an issuer at one moment. Immutable; safe for any number of threads.</summary>
public sealed class VerificationKeySet : IVerificationKeySource
{
    private readonly FrozenDictionary<string, VerificationKey> byId;

    /// <summary>A set of keys.</summary>
    /// <exception cref="ArgumentException">Two keys have the same <c>kid</c>.</exception>
    public VerificationKeySet(IEnumerable<VerificationKey> keys)
        : this([.. keys], [])
    {
    }

    internal VerificationKeySet(IReadOnlyList<VerificationKey> keys, IReadOnlyList<RefusedKey> refused)
    {
        Keys = keys;
        Refused = refused;
        // A frozen dictionary would let the last of two keys win.
        byId = keys.ToDictionary(key => key.KeyId, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The keys, in the order in which they were published.</summary>
    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>What was published beside them and is not used, in that order.</summary>
    public IReadOnlyList<RefusedKey> Refused { get; }

    /// <inheritdoc/>
    public bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key) => byId.TryGetValue(keyId, out key);
}
