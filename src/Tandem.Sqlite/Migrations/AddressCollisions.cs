using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Migrations;

/// <summary>Tells the operator of addresses that were two accounts, by two spellings, when they became one.</summary>
internal static class AddressCollisions
{
    /// <summary>The step that compares addresses anew.</summary>
    public const string Step = "one-spelling";

    public static void Report(SqliteFile file, MigrationProgress progress)
    {
        using var connection = file.OpenReader();
        var pairs = connection.List(
            """
            SELECT mine.email, mine.id, other.email, other.id
            FROM address_collisions c JOIN accounts mine ON mine.id = c.account_id JOIN accounts other ON other.id = c.other_id
            ORDER BY mine.created_at
            """,
            row => $"{row.GetString(0)} (account {row.Identifier(1)}) and {row.GetString(2)} (account {row.Identifier(3)})");
        foreach (var pair in pairs)
            progress.Tell($"Warning: {pair} are two spellings of one address. Each account is signed in to by its own spelling, as before; disable the one that is not needed.");
    }
}
