namespace Tandem.Sqlite.Migrations;

/// <summary>A step of the schema as the database remembers it.</summary>
internal sealed record AppliedMigration(int Version, string Name, DateTimeOffset AppliedAt, byte[] Checksum);
