using System.Security.Cryptography;

namespace Tandem.Platform;

/// <summary>The source of every random value; a test replaces it to make histories repeatable.</summary>
internal class SecureRandom
{
    /// <summary>The operating system's generator.</summary>
    public static SecureRandom System { get; } = new SystemRandom();

    /// <summary>Fills <paramref name="target"/> with random bytes.</summary>
    public virtual void Fill(Span<byte> target) => RandomNumberGenerator.Fill(target);

    /// <summary>
    /// Fills <paramref name="target"/> with random bytes for a name that is published with what it names, such as a request's id. They may
    /// have been drawn ahead of time: keys and secrets use <see cref="Fill"/>.
    /// </summary>
    public virtual void FillName(Span<byte> target) => Fill(target);

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

    // The generator takes as long for one byte as for hundreds.
    private sealed class SystemRandom : SecureRandom
    {
        private const int Ahead = 1024;

        [ThreadStatic]
        private static byte[]? drawn;

        [ThreadStatic]
        private static int used;

        public override void FillName(Span<byte> target)
        {
            if (target.Length > Ahead)
            {
                Fill(target);
                return;
            }

            if (drawn is null || used + target.Length > Ahead)
            {
                drawn ??= new byte[Ahead];
                Fill(drawn);
                used = 0;
            }

            var next = drawn.AsSpan(used, target.Length);
            next.CopyTo(target);
            next.Clear();
            used += target.Length;
        }
    }
}
