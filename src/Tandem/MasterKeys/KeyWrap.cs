using System.Security.Cryptography;
using System.Text;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>
/// Private keys and other secrets at rest: <c>version(1) | nonce(12) | ciphertext | tag(16)</c>, AES-256-GCM (NIST SP 800-38D) under a key derived from
/// the master key. The <c>kid</c>, or the secret's name, is authenticated too, so that wrapped keys cannot be swapped between rows.
/// </summary>
internal static class KeyWrap
{
    private const byte Version = 1;
    private const int NonceAt = 1, NonceLength = 12, CiphertextAt = NonceAt + NonceLength, TagLength = 16;

    /// <summary>Wraps a PKCS#8 private key.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> privateKey, string keyId, MasterKey masterKey, Guid installationId, SecureRandom random)
    {
        var wrapped = new byte[CiphertextAt + privateKey.Length + TagLength];
        wrapped[0] = Version;
        var nonce = wrapped.AsSpan(NonceAt, NonceLength);
        random.Fill(nonce);
        using var aes = Cipher(masterKey, installationId);
        aes.Encrypt(
            nonce, privateKey, wrapped.AsSpan(CiphertextAt, privateKey.Length), wrapped.AsSpan(^TagLength..),
            Encoding.UTF8.GetBytes(keyId));
        return wrapped;
    }

    /// <summary>Unwraps any secret; null when it was altered, or wrapped for another name, installation or master key.</summary>
    public static byte[]? TryUnwrap(ReadOnlySpan<byte> wrapped, string name, MasterKey masterKey, Guid installationId)
    {
        if (wrapped.Length <= CiphertextAt + TagLength || wrapped[0] != Version)
            return null;

        var ciphertext = wrapped[CiphertextAt..^TagLength];
        var secret = new byte[ciphertext.Length];
        try
        {
            using var aes = Cipher(masterKey, installationId);
            aes.Decrypt(wrapped.Slice(NonceAt, NonceLength), ciphertext, wrapped[^TagLength..], secret, Encoding.UTF8.GetBytes(name));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(MasterKey masterKey, Guid installationId)
    {
        var key = masterKey.Derive("tandem-wrap1"u8, installationId);
        try
        {
            return new AesGcm(key, TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
