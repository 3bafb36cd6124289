using System.Text.Json.Serialization;

using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>A signing key was made.</summary>
internal sealed record SigningKeyCreated(string KeyId, string Algorithm, string State) : SecurityEvent(null, null);

/// <summary>A signing key began to sign access tokens.</summary>
internal sealed record SigningKeyActivated(string KeyId, string Algorithm) : SecurityEvent(null, null);

/// <summary>A signing key signs no more; tokens it signed are accepted until they have expired.</summary>
internal sealed record SigningKeyRetired(string KeyId, string Algorithm) : SecurityEvent(null, null);

/// <summary>A signing key was erased; tokens it signed are refused.</summary>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="Algorithm">The <c>alg</c>.</param>
/// <param name="Reason">Why: <c>expired</c>, <c>replaced</c> by one of another algorithm, or <c>revoked</c>.</param>
internal sealed record SigningKeyDestroyed(string KeyId, string Algorithm, string Reason) : SecurityEvent(null, null);

/// <summary>Private keys were wrapped with another master key, which new refresh tokens are tagged with.</summary>
/// <param name="KeyId">The master key's id.</param>
/// <param name="Rewrapped">How many private keys were wrapped with another one before.</param>
internal sealed record MasterKeyReplaced(uint KeyId, long Rewrapped) : SecurityEvent(null, null);

/// <summary>A master key that was replaced, and that no live refresh token can bear, was taken away.</summary>
internal sealed record MasterKeyPruned(uint KeyId) : SecurityEvent(null, null);

/// <summary>The kinds of events of signing keys, and of the master key that wraps them.</summary>
[JsonSerializable(typeof(SigningKeyCreated))]
[JsonSerializable(typeof(SigningKeyActivated))]
[JsonSerializable(typeof(SigningKeyRetired))]
[JsonSerializable(typeof(SigningKeyDestroyed))]
[JsonSerializable(typeof(MasterKeyReplaced))]
[JsonSerializable(typeof(MasterKeyPruned))]
internal sealed partial class KeyEvents : JsonSerializerContext
{
    private static readonly KeyEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<SigningKeyCreated>("signing_key_created", "sensitive_create", Fields),
        EventKind.Of<SigningKeyActivated>("signing_key_activated", "sensitive_update", Fields),
        EventKind.Of<SigningKeyRetired>("signing_key_retired", "sensitive_update", Fields),
        EventKind.Of<SigningKeyDestroyed>("signing_key_destroyed", "sensitive_delete", Fields),
        EventKind.Of<MasterKeyReplaced>("master_key_replaced", "sensitive_update", Fields),
        EventKind.Of<MasterKeyPruned>("master_key_pruned", "sensitive_delete", Fields),
    ];
}
