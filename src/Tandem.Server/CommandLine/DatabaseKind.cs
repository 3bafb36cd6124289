using Tandem.Platform;
using Tandem.Platform.Migrations;

namespace Tandem.Server.CommandLine;

/// <summary>What the command line does differently for each kind of database.</summary>
internal abstract class DatabaseKind
{
    private const string Provider = "Tandem:Storage:Provider";

    /// <summary>The kind that the configuration names. One that is not known is found by the check of the configuration.</summary>
    public static DatabaseKind Of(IConfiguration configuration) => Of(configuration[Provider]);

    /// <summary>The kind that the settings name.</summary>
    public static DatabaseKind Of(StorageSettings settings) => Of(settings.Provider);

    /// <summary>Whether the database is a file in the data folder.</summary>
    public abstract bool IsFile { get; }

    /// <summary>The file to copy.</summary>
    /// <exception cref="CommandException">There is none, and what to do instead.</exception>
    public abstract string FileToCopy(StorageSettings settings);

    /// <summary>Registers the stores.</summary>
    public abstract void AddStores(IServiceCollection services);

    /// <summary>Lets a database be opened as it is, whatever its schema.</summary>
    public abstract void KeepAsItIs(IServiceCollection services);

    /// <summary>What schema it has, looked at without changing it.</summary>
    public abstract StoredSchema FindSchema(StorageSettings settings);

    /// <summary>Why there is no database, when that can be seen from outside; null where there is one or it cannot be told.</summary>
    public abstract string? WhyMissing(StorageSettings settings);

    /// <summary>What to say when a new database is made, before it is opened; null where there is one.</summary>
    public abstract string? NoticeOfNew(StorageSettings settings);

    /// <summary>How to name the one that is meant.</summary>
    public abstract string HowToName(StorageSettings settings);

    private static DatabaseKind Of(string? provider) => provider == "postgresql" ? new PostgreSqlKind() : new SqliteKind();
}
