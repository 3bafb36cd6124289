using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Tandem.SecurityEvents;

/// <summary>
/// A refusal that its sender can repeat at will. One of a kind and party is written in a minute, with the number of those that were left out:
/// <see cref="RefusalLog"/>. What changes an account, a session or a key is never one of these.
/// </summary>
/// <param name="AccountId">The account concerned, or null when it is not known.</param>
/// <param name="SessionId">The session concerned, or null.</param>
internal abstract record LimitedEvent(Guid? AccountId, Guid? SessionId) : SecurityEvent(AccountId, SessionId)
{
    /// <summary>How many more of the same kind and party there were since the one before, and are not written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long More { get; init; }

    /// <summary>Whose refusals are counted together, and with whose when too many are counted: by default those of an address.</summary>
    internal virtual RefusalParty Party => RefusalParty.At(Context.Address);
}

/// <summary>Whose refusals are counted together.</summary>
/// <param name="Name">The party.</param>
/// <param name="Shared">What it is counted with while too many parties are refused.</param>
internal readonly record struct RefusalParty(string Name, string Shared)
{
    /// <summary>An IPv4 address or the /64 of an IPv6 one; together the /16 or the /32.</summary>
    public static RefusalParty At(string? address) => IPAddress.TryParse(address, out var parsed)
        ? parsed.AddressFamily == AddressFamily.InterNetworkV6 ? new(Network(parsed, 64), Network(parsed, 32)) : new(parsed.ToString(), Network(parsed, 16))
        : new("", "");

    /// <summary>A session; together those of its account.</summary>
    public static RefusalParty Of(Guid session, Guid account) => new($"{session:N}", $"{account:N}");

    private static string Network(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        return $"{Convert.ToHexStringLower(bytes.AsSpan(0, prefix / 8))}/{prefix}";
    }
}
