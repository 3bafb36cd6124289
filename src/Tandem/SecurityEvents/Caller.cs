namespace Tandem.SecurityEvents;

/// <summary>Who makes a request: what sessions remember of it, and what events record.</summary>
public sealed record Caller(ClientInfo Client, EventContext Context)
{
    /// <summary>The process itself.</summary>
    public static Caller Local { get; } = new(ClientInfo.None, EventContext.Local);
}

/// <summary>Where a security event came from.</summary>
/// <param name="RequestId">The request, as in <c>X-Request-Id</c>; null for the command line.</param>
/// <param name="Address">The caller's address; null for the command line.</param>
/// <param name="UserAgent">The caller's program; null for the command line.</param>
public sealed record EventContext(string? RequestId, string? Address, string? UserAgent)
{
    /// <summary>The context of commands and background work.</summary>
    public static EventContext Local { get; } = new(null, null, null);
}

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
