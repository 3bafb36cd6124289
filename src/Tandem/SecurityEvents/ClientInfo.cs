namespace Tandem.SecurityEvents;

/// <summary>What is remembered of the client that holds a session.</summary>
/// <param name="UserAgent">The <c>User-Agent</c> header, cut to 256 characters; empty when absent.</param>
/// <param name="AddressPrefix">The network the client called from, such as <c>203.0.113.0/24</c>; empty when unknown.</param>
public sealed record ClientInfo(string UserAgent, string AddressPrefix)
{
    /// <summary>A client nothing is known about.</summary>
    public static ClientInfo None { get; } = new("", "");

    /// <summary>Whether both the network and the program differ, as they do when somebody else presents a token.</summary>
    public bool IsElsewhere(ClientInfo other) => AddressPrefix != other.AddressPrefix && UserAgent != other.UserAgent;
}
