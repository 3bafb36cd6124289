using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.Migrations;

namespace Tandem.Server.CommandLine;

/// <summary>A database on a server of its own, which several servers share.</summary>
internal sealed class PostgreSqlKind : DatabaseKind
{
    public override bool IsFile => false;

    public override string FileToCopy(StorageSettings settings) => throw new CommandException(
        "This copies a SQLite file, and the state is in PostgreSQL. Use its own tools: pg_dump --format=custom --file=tandem.dump, and pg_restore.");

    public override void AddStores(IServiceCollection services) => services.AddTandemPostgreSql();

    public override void KeepAsItIs(IServiceCollection services) => services.AddSingleton(provider => new PostgreSqlDatabase(
        PostgreSqlLocation.Resolve(provider.GetRequiredService<StorageSettings>()), (_, _) => Task.FromResult("as it is")));

    public override StoredSchema FindSchema(StorageSettings settings) => PostgreSqlMigrationTarget.Find(settings);

    // Opening it tells.
    public override string? WhyMissing(StorageSettings settings) => null;

    // The database itself is made by hand: an empty one is meant.
    public override string? NoticeOfNew(StorageSettings settings) => null;

    public override string HowToName(StorageSettings settings) => "See that Tandem:Storage:ConnectionString names the right database.";
}
