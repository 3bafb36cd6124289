namespace Tandem.SecurityEvents;

/// <summary>Where a security event came from.</summary>
/// <param name="RequestId">The request, as in <c>X-Request-Id</c>; null for the command line.</param>
/// <param name="Address">The caller's address; null for the command line.</param>
/// <param name="UserAgent">The caller's program; null for the command line.</param>
public sealed record EventContext(string? RequestId, string? Address, string? UserAgent)
{
    /// <summary>The context of commands and background work.</summary>
    public static EventContext Local { get; } = new(null, null, null);
}
