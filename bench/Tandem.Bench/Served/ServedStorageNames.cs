namespace Tandem.Bench.Served;

/// <summary>What tables call the storages.</summary>
internal static class ServedStorageNames
{
    public static string DisplayName(this ServedStorage storage) => storage switch
    {
        ServedStorage.None => "nothing (the floor)",
        ServedStorage.Sqlite => "SQLite",
        _ => "SQLite, ungrouped",
    };
}
