using Npgsql;

using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.PostgreSql.Engine;

namespace Tandem.PostgreSql.Migrations;

/// <inheritdoc/>
internal sealed class PostgreSqlMigrationTarget(NpgsqlConnection connection) : IMigrationTarget
{
    private const int OldestVersion = 14;

    // "tandem", as a number: starters that share the database wait for each other.
    private const long Turn = 0x74616e64656d;

    private NpgsqlTransaction? transaction;

    private NpgsqlConnection Connection => connection;

    /// <summary>The steps of the schema, in order.</summary>
    public static IReadOnlyList<Migration> Steps { get; } = Migration.Load(typeof(PostgreSqlMigrationTarget).Assembly);

    /// <inheritdoc/>
    public bool InTransaction => transaction is not null;

    /// <summary>Applies the missing steps, and says what the database is then.</summary>
    public static async Task<string> UpgradeAsync(
        NpgsqlDataSource source, InstallationClock clock, SecureRandom random, MigrationProgress progress, string? whyNotMade, CancellationToken cancellationToken)
    {
        var runner = new MigrationRunner(() => Open(source, whyNotMade), clock, random, Steps, progress, PostgreSqlFault.Translate);
        await runner.MigrateAsync(cancellationToken);
        return $"schema version {runner.CurrentVersion}";
    }

    /// <summary>Looks at the schema of a database without changing it.</summary>
    /// <exception cref="StorageConfigurationException">It is newer than the program, or was made by changed steps, or the settings name none.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be reached.</exception>
    public static StoredSchema Find(StorageSettings settings)
    {
        using var source = PostgreSqlLocation.Resolve(settings).CreateSource();
        try
        {
            using var target = Open(source, null);
            return HasSchema(target.Connection) ? StoredSchema.Of(target.Applied(), Steps) : default;
        }
        catch (Exception fault) when (PostgreSqlFault.Translate(fault) is var told && told != fault)
        {
            throw told;
        }
    }

    /// <inheritdoc/>
    public void Begin()
    {
        transaction = connection.BeginTransaction();
        Run("SELECT pg_advisory_xact_lock(@turn)", CancellationToken.None, ("turn", Turn));
    }

    /// <inheritdoc/>
    public void Commit()
    {
        transaction!.Commit();
        EndTransaction();
    }

    /// <inheritdoc/>
    public void RollBack()
    {
        transaction!.Rollback();
        EndTransaction();
    }

    /// <inheritdoc/>
    public void Execute(string sql, CancellationToken cancellationToken) => Run(sql, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<AppliedMigration> ReadApplied()
    {
        Run(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version    integer PRIMARY KEY,
                name       text    NOT NULL,
                applied_at bigint  NOT NULL,
                sha256     bytea   NOT NULL
            )
            """,
            CancellationToken.None);
        return Applied();
    }

    private List<AppliedMigration> Applied()
    {
        using var command = new NpgsqlCommand("SELECT version, name, applied_at, sha256 FROM schema_migrations ORDER BY version", connection);
        using var rows = command.ExecuteReader();
        var applied = new List<AppliedMigration>();
        while (rows.Read())
            applied.Add(new(rows.GetInt32(0), rows.GetString(1), rows.Time(2), rows.Bytes(3)));
        return applied;
    }

    /// <inheritdoc/>
    public void Remember(AppliedMigration step) => Run(
        "INSERT INTO schema_migrations (version, name, applied_at, sha256) VALUES (@version, @name, @at, @checksum)", CancellationToken.None,
        ("version", step.Version), ("name", step.Name), ("at", step.AppliedAt), ("checksum", step.Checksum));

    /// <inheritdoc/>
    public void Name(Guid installation, DateTimeOffset now) => Run(
        "INSERT INTO installation (only_row, id, created_at) VALUES (1, @id, @now)", CancellationToken.None, ("id", installation), ("now", now));

    /// <inheritdoc/>
    public bool IsBusy(Exception error) => PostgreSqlFault.IsUndone(error);

    /// <inheritdoc/>
    public void Dispose()
    {
        transaction?.Dispose();
        connection.Dispose();
    }

    private static PostgreSqlMigrationTarget Open(NpgsqlDataSource source, string? whyNotMade)
    {
        var connection = Connect(source);
        try
        {
            if (connection.PostgreSqlVersion.Major < OldestVersion)
                throw new StorageConfigurationException($"The server is PostgreSQL {connection.PostgreSqlVersion}. Tandem needs {OldestVersion} or later.");
            if (whyNotMade is not null && !HasSchema(connection))
                throw new StorageConfigurationException($"Database {connection.Database} at {connection.Host} holds no installation. {whyNotMade}");
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // What an operator has to mend stops the start with its cure; a server that is away is waited for.
    private static NpgsqlConnection Connect(NpgsqlDataSource source)
    {
        try
        {
            return source.OpenConnection();
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new StorageConfigurationException($"PostgreSQL refuses the role ({error.SqlState}). Check Username and Password of Tandem:Storage:ConnectionString, and pg_hba.conf.", error);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidCatalogName)
        {
            throw new StorageConfigurationException("PostgreSQL has no database of that name. Make it: createdb --owner tandem tandem.", error);
        }
    }

    private static bool HasSchema(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT to_regclass('schema_migrations') IS NOT NULL", connection);
        return (bool)command.ExecuteScalar()!;
    }

    private void EndTransaction()
    {
        transaction!.Dispose();
        transaction = null;
    }

    private void Run(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var (name, value) in values)
            command.Parameters.Add(new NpgsqlParameter(name, PostgreSqlValue.From(value)));
        using var cancelling = cancellationToken.Register(command.Cancel);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StorageConfigurationException(
                $"The role may not do that: {error.MessageText}. Let it own the database: ALTER DATABASE {connection.Database} OWNER TO {connection.UserName}, or GRANT CREATE ON SCHEMA.", error);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.QueryCanceled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
    }
}
