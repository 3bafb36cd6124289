using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>The signing keys, private parts wrapped, and what a replacement of the master key changes beside them.</summary>
internal interface ISigningKeyStore
{
    /// <summary>All signing keys, oldest first.</summary>
    Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Changes signing keys as a whole, if every key that moves is where it is expected and no other key has the state of the added one;
    /// false, and nothing is changed, if another process was faster.
    /// </summary>
    Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellationToken);

    /// <summary>Notes when an operator wants the announced key to take over; false if it is not announced any more.</summary>
    Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the wrapped private keys, each if it is still the same key in the same state, and notes that the current master key
    /// replaced the others.
    /// </summary>
    Task RewrapAsync(
        IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>Notes that replaced master keys are gone from every node: nothing they made is accepted any more.</summary>
    Task PruneMasterKeysAsync(
        IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellationToken);
}
