namespace Tandem.Platform.Migrations;

/// <summary>A step of the schema as the database remembers it.</summary>
internal sealed record AppliedMigration(int Version, string Name, DateTimeOffset AppliedAt, byte[] Checksum);

/// <summary>What <see cref="MigrationRunner"/> needs of a database: statements of its dialect, and one transaction at a time.</summary>
internal interface IMigrationTarget : IDisposable
{
    /// <summary>Whether a transaction is open.</summary>
    bool InTransaction { get; }

    /// <summary>Begins a transaction that no other starter can begin meanwhile.</summary>
    void Begin();

    void Commit();

    void RollBack();

    /// <summary>Runs the statements of a step; given up, it leaves nothing of them.</summary>
    void Execute(string sql, CancellationToken cancellationToken);

    /// <summary>The steps that were applied, in order; makes the table that remembers them.</summary>
    IReadOnlyList<AppliedMigration> ReadApplied();

    void Remember(AppliedMigration step);

    /// <summary>Gives a new database its id.</summary>
    void Name(Guid installation, DateTimeOffset now);

    /// <summary>Whether another starter was in the way.</summary>
    bool IsBusy(Exception error);
}
