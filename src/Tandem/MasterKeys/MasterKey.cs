using System.Buffers.Binary;
using System.Security.Cryptography;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>
/// The installation's root secret. Keys for refresh-token tags, and for wrapping private keys at rest, are derived from it. Its id
/// is derived from its bytes, so a new key always has a new id.
/// </summary>
internal sealed class MasterKey
{
    /// <summary>Bytes of a master key.</summary>
    public const int Length = 32;

    private readonly byte[] bytes;

    /// <summary>Takes 32 random bytes.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public MasterKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
            throw new ArgumentException($"A master key has {Length} bytes; this one has {key.Length}.", nameof(key));
        bytes = key.ToArray();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(bytes, "tandem-master-key-id"u8, hash);
        Id = BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>Makes a new key.</summary>
    internal static MasterKey Create(SecureRandom random)
    {
        var key = random.Bytes(Length);
        try
        {
            return new MasterKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The id that wrapped keys and the database name it by.</summary>
    public uint Id { get; }

    /// <summary>
    /// The id that tokens name a master key by. It depends on the installation as well: where one key serves two databases, each knows its
    /// own tokens from the other's.
    /// </summary>
    /// <param name="id">The key's <see cref="Id"/>. Tokens of earlier versions bear that one.</param>
    /// <param name="installationId">The installation.</param>
    public static uint TokenId(uint id, Guid installationId)
    {
        Span<byte> named = stackalloc byte[Purpose.Length + sizeof(uint) + 16];
        Purpose.CopyTo(named);
        BinaryPrimitives.WriteUInt32BigEndian(named[Purpose.Length..], id);
        installationId.TryWriteBytes(named[(Purpose.Length + sizeof(uint))..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(named, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    private static ReadOnlySpan<byte> Purpose => "tandem-token-key-id"u8;

    /// <summary>A 32-byte key for one purpose: HKDF-SHA256 (RFC 5869) with <paramref name="purpose"/> and the installation id as info.</summary>
    public byte[] Derive(ReadOnlySpan<byte> purpose, Guid installationId)
    {
        Span<byte> info = stackalloc byte[purpose.Length + 16];
        purpose.CopyTo(info);
        installationId.TryWriteBytes(info[purpose.Length..], bigEndian: true, out _);
        var derived = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, derived, salt: [], info);
        return derived;
    }

    /// <summary>The value the database keeps to tell a wrong master key at start.</summary>
    /// <param name="installationId">The installation.</param>
    /// <param name="knowsLog">Whether it says as well that the event log was begun, which nobody without the key can take back.</param>
    public byte[] CheckValue(Guid installationId, bool knowsLog = false) =>
        Derive(knowsLog ? "tandem-key-check-log-begun"u8 : "tandem-key-check"u8, installationId);

    /// <summary>The key as its file has it: base64 (RFC 4648 §4).</summary>
    internal string Encode() => Convert.ToBase64String(bytes);

    /// <summary>Never the key.</summary>
    public override string ToString() => $"master key {Id:x8}";
}

/// <summary>The current master key and those it replaced whose tokens are still live.</summary>
/// <param name="Current">The key new tokens are tagged with.</param>
/// <param name="Previous">Keys that are still read.</param>
internal sealed record MasterKeyRing(MasterKey Current, IReadOnlyList<MasterKey> Previous)
{
    /// <summary>All keys, the current one first.</summary>
    public IEnumerable<MasterKey> All => Previous.Prepend(Current);
}
