using Npgsql;

using Tandem.Platform;

namespace Tandem.PostgreSql.Engine;

/// <summary>Where the database is, and how it is spoken to.</summary>
internal sealed class PostgreSqlLocation
{
    /// <summary>The provider's name in the configuration.</summary>
    public const string Provider = "postgresql";

    private readonly NpgsqlConnectionStringBuilder builder;

    private PostgreSqlLocation(NpgsqlConnectionStringBuilder builder) => this.builder = builder;

    /// <summary>Connections that may be open at once.</summary>
    public int MostConnections => builder.MaxPoolSize;

    /// <summary>Reads the settings. What the connection string says goes before what is set here.</summary>
    /// <exception cref="StorageConfigurationException">They name no database.</exception>
    public static PostgreSqlLocation Resolve(StorageSettings settings)
    {
        if (settings.Provider != Provider)
            throw new StorageConfigurationException($"Storage provider '{settings.Provider}' is not '{Provider}'. Register the storage that Tandem:Storage:Provider names.");
        var builder = Parse(settings.ConnectionString);
        if (string.IsNullOrEmpty(builder.Host))
        {
            throw new StorageConfigurationException(
                "Tandem:Storage:ConnectionString names no PostgreSQL server. Write, for example, Host=db.example.com;Database=tandem;Username=tandem;Password=...");
        }

        void Default(string key, object value)
        {
            if (!builder.ContainsKey(key) || !builder.ShouldSerialize(key))
                builder[key] = value;
        }

        Default("Application Name", "tandem");
        // A node that is away is known after three seconds, a statement is given up after ten.
        Default("Timeout", 3);
        Default("Command Timeout", 10);
        Default("Keepalive", 10);
        // By default a promotion is not noticed for ten seconds.
        Default("Host Recheck Seconds", 1);
        Default("Max Auto Prepare", 64);
        Default("Auto Prepare Min Usages", 2);
        Default("Include Error Detail", false);
        return new(builder);
    }

    /// <summary>Opens no connection yet. Of several hosts it uses the one that takes writes.</summary>
    public NpgsqlDataSource CreateSource()
    {
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        return builder.Host!.Contains(',', StringComparison.Ordinal)
            ? source.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
            : source.Build();
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{builder.Database ?? builder.Username} at {builder.Host}";

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException error)
        {
            // The message may hold a value, and a value may be a password.
            throw new StorageConfigurationException(
                $"Tandem:Storage:ConnectionString is not one for PostgreSQL ({error.GetType().Name}). Write, for example, Host=db.example.com;Database=tandem;Username=tandem;Password=...");
        }
    }
}
