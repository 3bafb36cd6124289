using System.Security.Cryptography;

namespace Tandem.Platform;

/// <summary>The source of every random value; a test replaces it to make histories repeatable.</summary>
public class SecureRandom
{
    /// <summary>The operating system's generator.</summary>
    public static SecureRandom System { get; } = new();

    /// <summary>Fills <paramref name="target"/> with random bytes.</summary>
    public virtual void Fill(Span<byte> target) => RandomNumberGenerator.Fill(target);

    /// <summary><paramref name="count"/> random bytes.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A random identifier of 122 bits (RFC 9562 §5.4).</summary>
    public Guid Identifier()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
