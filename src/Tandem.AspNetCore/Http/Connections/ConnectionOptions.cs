namespace Tandem.AspNetCore.Http.Connections;

/// <summary>How many connections <c>tandem serve</c> keeps.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>Of these, so many are kept for callers on this machine.</summary>
    public const int KeptForLoopback = 50;

    public int Most { get; set; } = 10_000;

    public int MostPerAddress { get; set; } = 1_000;

    /// <summary>Requests that became something else than HTTP, WebSockets above all.</summary>
    public int MostUpgraded { get; set; } = 5_000;
}
