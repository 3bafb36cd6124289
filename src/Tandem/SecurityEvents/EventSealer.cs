using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

using Tandem.Platform;

namespace Tandem.SecurityEvents;

/// <summary>
/// Links events to a chain (OWASP ASVS 5.0 16.4.2): <c>HMAC-SHA256(key, previous link | sequence | at | kind | whom | request | data |
/// personal hash)</c>. Whoever changes, removes, inserts or moves a row without the key leaves a link that does not fit. Every field is
/// preceded by its length, so that nothing can move from one field into another.
/// </summary>
internal sealed class EventSealer
{
    /// <summary>Bytes of the key.</summary>
    public const int KeyLength = 32;

    private const int SaltLength = 16;

    private readonly byte[] key;
    private readonly SecureRandom random;

    /// <summary>With the event log's key.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public EventSealer(ReadOnlySpan<byte> key, SecureRandom random)
    {
        if (key.Length != KeyLength)
            throw new ArgumentException($"The event log's key has {KeyLength} bytes; this one has {key.Length}.", nameof(key));
        this.key = key.ToArray();
        this.random = random;
    }

    /// <summary>The record with a new salt, its personal hash and its link after <paramref name="previous"/>.</summary>
    public EventRecord Seal(EventRecord record, ReadOnlySpan<byte> previous)
    {
        ArgumentNullException.ThrowIfNull(record);
        var salted = record with { Salt = random.Bytes(SaltLength) };
        var hashed = salted with { PersonalHash = HashPersonal(salted) };
        return hashed with { Link = Link(hashed, previous) };
    }

    /// <summary>What proves that the log itself, and nobody else, said that it ends there.</summary>
    public byte[] SealHead(ChainLink head) => SealPlace("tandem-event-head1"u8, head);

    /// <summary>What proves that the log itself, and nobody else, removed what was up to there.</summary>
    public byte[] SealAnchor(ChainLink anchor) => SealPlace("tandem-event-anchor1"u8, anchor);

    /// <summary>Whether the log itself said that it ends where it says.</summary>
    public bool IsHead(ChainState state) => CryptographicOperations.FixedTimeEquals(SealHead(state.Head), state.HeadSeal);

    /// <summary>Whether the log itself said that it begins where it says.</summary>
    public bool IsAnchor(ChainState state) => CryptographicOperations.FixedTimeEquals(SealAnchor(state.Anchor), state.AnchorSeal);

    /// <summary>Whether the record is as it was written after <paramref name="previous"/>; its personal fields are another matter.</summary>
    internal bool IsWhole(EventRecord record, ReadOnlySpan<byte> previous) =>
        CryptographicOperations.FixedTimeEquals(Link(record, previous), record.Link);

    /// <summary>Whether the personal fields are as they were written.</summary>
    internal static bool IsPersonalDataWhole(EventRecord record) =>
        CryptographicOperations.FixedTimeEquals(HashPersonal(record), record.PersonalHash);

    private static byte[] HashPersonal(EventRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("tandem-event-personal1"u8);
        Append(hash, record.Salt);
        Append(hash, record.Context.Address);
        Append(hash, record.Context.UserAgent);
        Append(hash, record.PersonalData);
        return hash.GetHashAndReset();
    }

    private byte[] Link(EventRecord record, ReadOnlySpan<byte> previous)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData("tandem-event1"u8);
        Append(hash, previous);
        Append(hash, record.Sequence);
        Append(hash, record.At.ToUnixTimeMilliseconds());
        Append(hash, record.Kind);
        Append(hash, record.AccountId?.ToByteArray(bigEndian: true));
        Append(hash, record.SessionId?.ToByteArray(bigEndian: true));
        Append(hash, record.Context.RequestId);
        Append(hash, record.Data);
        Append(hash, record.PersonalHash);
        return hash.GetHashAndReset();
    }

    private byte[] SealPlace(ReadOnlySpan<byte> purpose, ChainLink place)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(purpose);
        Append(hash, place.Sequence);
        Append(hash, place.Value);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string? text) => Append(hash, text is null ? null : Encoding.UTF8.GetBytes(text));

    private static void Append(IncrementalHash hash, byte[]? bytes)
    {
        // Nothing and an empty text are not the same.
        if (bytes is null)
            Append(hash, -1L);
        else
            Append(hash, bytes.AsSpan());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Append(hash, (long)bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
