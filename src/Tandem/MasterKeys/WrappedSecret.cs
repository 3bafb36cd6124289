using System.Security.Cryptography;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>A secret of the installation at rest, other than a signing key.</summary>
/// <param name="Name">What it is for, such as <c>event-log</c>.</param>
/// <param name="MasterKeyId">The master key it is wrapped with.</param>
/// <param name="Wrapped">The secret, wrapped (AES-256-GCM).</param>
internal sealed record WrappedSecret(string Name, uint MasterKeyId, byte[] Wrapped)
{
    /// <summary>Wraps a secret with the current master key.</summary>
    internal static WrappedSecret Wrap(string name, ReadOnlySpan<byte> secret, MasterKeyRing masterKeys, Guid installationId, SecureRandom random) =>
        new(name, masterKeys.Current.Id, KeyWrap.Wrap(secret, name, masterKeys.Current, installationId, random));

    /// <summary>The same secret, wrapped with the current master key.</summary>
    /// <exception cref="SecretUnusableException">No master key at hand unwraps it, or it was altered.</exception>
    internal WrappedSecret Rewrap(MasterKeyRing masterKeys, Guid installationId, SecureRandom random)
    {
        var secret = Unwrap(masterKeys, installationId);
        try
        {
            return Wrap(Name, secret, masterKeys, installationId, random);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The secret. The caller erases it.</summary>
    /// <exception cref="SecretUnusableException">No master key at hand unwraps it, or it was altered.</exception>
    internal byte[] Unwrap(MasterKeyRing masterKeys, Guid installationId)
    {
        var key = masterKeys.All.FirstOrDefault(key => key.Id == MasterKeyId) ?? throw new SecretUnusableException(
            $"The secret '{Name}' is wrapped with master key {MasterKeyId:x8}, which is not at hand. Put that key after the current one.");
        return KeyWrap.TryUnwrap(Wrapped, Name, key, installationId) ?? throw new SecretUnusableException(
            $"The secret '{Name}' does not unwrap with {key}: the stored bytes were altered or come from another installation. Restore the row "
            + "of wrapped_secrets from a backup of this database.");
    }
}
