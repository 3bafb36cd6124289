using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>The networks that addresses are remembered by.</summary>
internal static class CallerAddress
{
    /// <summary>What a session remembers: the /24 of an IPv4 address, the /48 of an IPv6 one.</summary>
    public static string RememberedAs(IPAddress? address) => Plain(address) switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6 } six => Network(six, 48),
        var four => Network(four, 24),
    };

    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string Network(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(prefix / 8).Clear();
        return bytes.Length == 4
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes[0]}.{bytes[1]}.{bytes[2]}.{bytes[3]}/{prefix}")
            : string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{prefix}");
    }
}
