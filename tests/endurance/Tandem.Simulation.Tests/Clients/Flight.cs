using Tandem.Refresh;
using Tandem.Simulation.Tests.Serving;

namespace Tandem.Simulation.Tests.Clients;

/// <summary>One refresh that a tab or process has sent.</summary>
internal sealed class Flight(Cookie cookie, long sentAt)
{
    public Cookie Cookie => cookie;

    public long SentAt => sentAt;

    /// <summary>Whether the client still waits.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>The page is gone, and the browser stores the cookie all the same.</summary>
    public bool StoresAfterReload { get; set; }

    /// <summary>The machine sleeps: the request leaves, or arrives, when it wakes up.</summary>
    public long HeldUntil { get; set; }
}

/// <summary>What a node answers to a presentation.</summary>
/// <param name="Result">The decision; null when the node could not answer.</param>
/// <param name="Cookie">The refresh token that is handed out, or null.</param>
/// <param name="Pass">The access token, or null.</param>
internal sealed record Response(RefreshResult? Result, Cookie? Cookie, AccessPass? Pass)
{
    public static Response Unavailable { get; } = new(null, null, null);

    public bool IsGranted => Pass is not null;

    public bool IsRefused => Result?.Refusal is not null;

    public string Name => Result?.Outcome.ToString() ?? "Unavailable";
}
