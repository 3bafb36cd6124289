namespace Tandem.Platform;

/// <summary>Where an installation keeps its data.</summary>
/// <param name="Provider">The database: <c>sqlite</c>.</param>
/// <param name="ConnectionString">
/// For SQLite <c>Data Source=...</c>, a path relative to the data folder or absolute; empty stands for <c>tandem.db</c>.
/// </param>
/// <param name="DataFolder">The folder of everything an installation writes.</param>
internal sealed record StorageSettings(string Provider, string ConnectionString, string DataFolder)
{
    /// <summary>
    /// Whether this process moves the write-ahead log into the database file. True for the server, false for a command that runs
    /// beside it: one process does it at a time. Default true.
    /// </summary>
    public bool Checkpoints { get; init; } = true;

    /// <summary>Why a database that is missing is not made, and what to do; null where it is made.</summary>
    public string? WhyNotMade { get; init; }
}
