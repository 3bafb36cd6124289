using Microsoft.Data.Sqlite;

using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;

using static System.FormattableString;

namespace Tandem.Sqlite.Migrations;

/// <summary>
/// Gives a database of an earlier program the pages of this one. SQLite does it in one transaction: interrupted, the file is what it was,
/// and the next start begins anew. It is a matter of speed alone: where it cannot be done now, the database is used as it is.
/// </summary>
internal static class PageRewrite
{
    /// <summary>Rewrites the file, if its pages are others and nobody else has it open.</summary>
    /// <returns>Whether its pages are of the wanted size.</returns>
    public static bool Run(SqliteFile file, MigrationProgress progress, CancellationToken cancellationToken = default)
    {
        if (IsDone(file))
            return true;
        RunAlone(file, progress, cancellationToken);

        // Which begins a log again.
        return IsDone(file);
    }

    private static bool IsDone(SqliteFile file)
    {
        using var connection = file.OpenWriter();
        return connection.List("PRAGMA page_size", row => row.GetInt64(0)).Single() == SqliteFile.PageSize;
    }

    private static void RunAlone(SqliteFile file, MigrationProgress progress, CancellationToken cancellationToken)
    {
        using var connection = file.OpenWriter();

        // Leaving the log asks for a moment without other connections; from then on, none comes in before this one is closed.
        Text(connection, "PRAGMA locking_mode = EXCLUSIVE");
        try
        {
            if (Text(connection, "PRAGMA journal_mode = DELETE") is "delete")
                Rewrite(file, connection, progress, cancellationToken);
        }
        catch (SqliteException fault)
        {
            progress.Tell($"The database keeps its pages for now: {fault.Message} Refreshes are slower; the next start tries again.");
        }
    }

    private static void Rewrite(SqliteFile file, PreparedConnection connection, MigrationProgress progress, CancellationToken cancellationToken)
    {
        var size = new FileInfo(file.Path).Length;
        using var told = progress.Begin(Invariant(
            $"Rewriting {file.Path}, {size / 1e6:f0} MB, in smaller pages; this needs twice as much space for a while. Interrupted, it begins anew."));
        Text(connection, Invariant($"PRAGMA page_size = {SqliteFile.PageSize}"));
        connection.Execute("VACUUM", cancellationToken);
    }

    private static string? Text(PreparedConnection connection, string sql) => connection.List(sql, row => row.GetString(0)).FirstOrDefault();
}
