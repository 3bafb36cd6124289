using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

using Tandem.MasterKeys;

namespace Tandem.SigningKeys;

/// <summary>The installation's signing keys at one moment. Immutable; safe for any number of threads.</summary>
internal sealed class KeyRing
{
    private readonly FrozenDictionary<string, VerificationKey> byId;

    /// <summary>A ring of one signing key and the keys that are only verified with, in the order in which they are published.</summary>
    internal KeyRing(SigningKey active, IEnumerable<VerificationKey> others)
    {
        Active = active;
        PublicKeys = [active.Public, .. others];
        Announced = PublicKeys.FirstOrDefault(key => key.State == SigningKeyState.Announced);
        byId = PublicKeys.ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal);
    }

    /// <summary>The key that signs new tokens.</summary>
    public SigningKey Active { get; }

    /// <summary>The key that will sign next, or null for the moment between two.</summary>
    public VerificationKey? Announced { get; }

    /// <summary>Every key that may have signed a live token or soon will: the active one first, then announced, then verifying.</summary>
    public IReadOnlyList<VerificationKey> PublicKeys { get; }

    /// <summary>Finds a key by <c>kid</c>. The text comes from a token nobody has verified yet: it is only ever looked up here.</summary>
    public bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key) => byId.TryGetValue(keyId, out key);

    /// <summary>Loads stored keys. Only the active one is unwrapped: a private key that is not needed stays sealed.</summary>
    /// <param name="stored">All keys.</param>
    /// <param name="masterKeys">The master keys.</param>
    /// <param name="installationId">The installation.</param>
    /// <param name="previous">The ring before, whose private key is not loaded twice.</param>
    /// <exception cref="SigningKeyUnusableException">A key cannot be loaded.</exception>
    internal static KeyRing Load(
        IReadOnlyList<StoredSigningKey> stored, MasterKeyRing masterKeys, Guid installationId, KeyRing? previous = null)
    {
        // Should there ever be two, the nodes must agree on one: the latest.
        var active = stored.Where(key => key.State == SigningKeyState.Active).MaxBy(key => (key.ActivatedAt ?? key.CreatedAt, key.Id))
            ?? throw new InvalidOperationException("There is no active signing key: start makes one before keys are loaded.");
        var others = stored
            .Where(key => key != active && key.State is not SigningKeyState.Destroyed)
            .OrderBy(key => key.State is SigningKeyState.Announced ? 0 : 1)
            .Select(VerificationKey.Load);
        var signing = previous?.Active.KeyId == active.Id ? previous.Active : SigningKey.Load(active, masterKeys, installationId);
        return new KeyRing(signing, others);
    }

    /// <summary>Whether these are the keys it was loaded from, in the same states.</summary>
    internal bool IsOf(IReadOnlyList<StoredSigningKey> stored)
    {
        var living = 0;
        foreach (var key in stored)
        {
            if (key.State is SigningKeyState.Destroyed)
                continue;
            if (!byId.TryGetValue(key.Id, out var known) || known.State != key.State)
                return false;
            living++;
        }

        return living == PublicKeys.Count;
    }
}
