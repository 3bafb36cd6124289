using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>What requests are counted by: a text, or an address or network, and what for.</summary>
/// <param name="Text">The text, or what the address is counted for.</param>
/// <param name="Network">The bits of the address; an IPv4 address is written into an IPv6 one (RFC 4291 §2.5.5.2).</param>
/// <param name="Length">How many of the bits count; 0 for a text.</param>
internal readonly record struct CountedKey(string Text, UInt128 Network, int Length)
{
    private const int IPv4 = 96;

    /// <summary>How often a network can be widened.</summary>
    public const int Levels = 4;

    /// <summary>Whether it is a network whose addresses are counted together.</summary>
    public bool IsWidened => Length is not (0 or 64 or 128);

    /// <summary>A text, which belongs to no network.</summary>
    public static CountedKey Of(string text) => new(text, default, 0);

    /// <summary>An IPv4 address, or the /64 of an IPv6 one, which one customer has.</summary>
    public static CountedKey Of(IPAddress? address, string purpose)
    {
        if (CallerAddress.Plain(address) is not { } plain)
            return Of(purpose);
        Span<byte> bytes = stackalloc byte[16];
        plain.MapToIPv6().TryWriteBytes(bytes, out _);
        var isWhole = plain.AddressFamily is AddressFamily.InterNetwork || IPAddress.IsLoopback(plain);
        return Of(purpose, BinaryPrimitives.ReadUInt128BigEndian(bytes), isWhole ? 128 : 64);
    }

    /// <summary>
    /// The network around it: of IPv4 the /24, /16 and /8, of IPv6 the /56, /48, /40 and /32. Null for a text, and where a wider network
    /// would join people who have nothing to do with each other.
    /// </summary>
    /// <param name="level">How often to widen, from 1 to <see cref="Levels"/>.</param>
    public CountedKey? Around(int level) => Length switch
    {
        128 when Network >> 32 == 0xffff => Of(Text, Network, IPv4 + 32 - 8 * Math.Min(level, 3)),
        64 => Of(Text, Network, 64 - 8 * level),
        _ => null,
    };

    private static CountedKey Of(string text, UInt128 address, int length) => new(text, address >> (128 - length) << (128 - length), length);
}
