namespace Tandem.Bench.Served;

/// <summary>What a measured server keeps sessions in.</summary>
internal enum ServedStorage
{
    /// <summary>In nothing: each session is made up from the token that names it. The floor that storage is compared with.</summary>
    None,

    /// <summary>SQLite, as served.</summary>
    Sqlite,

    /// <summary>SQLite with a transaction for each refresh.</summary>
    Ungrouped,
}
