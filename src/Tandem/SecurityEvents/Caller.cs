namespace Tandem.SecurityEvents;

/// <summary>Who makes a request: what sessions remember of it, and what events record.</summary>
public sealed record Caller(ClientInfo Client, EventContext Context)
{
    /// <summary>The process itself.</summary>
    public static Caller Local { get; } = new(ClientInfo.None, EventContext.Local);
}
