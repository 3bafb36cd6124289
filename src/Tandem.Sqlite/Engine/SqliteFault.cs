using Microsoft.Data.Sqlite;

using SQLitePCL;

using Tandem.Platform;

namespace Tandem.Sqlite.Engine;

/// <summary>Tells trouble with the database, which passes, from mistakes in the program, which do not.</summary>
/// <remarks>Result codes: https://www.sqlite.org/rescode.html</remarks>
internal static class SqliteFault
{
    /// <summary>What a caller of a port gets to see for <paramref name="error"/>.</summary>
    public static Exception Translate(Exception error) =>
        error is SqliteException fault && Describe(fault.SqliteErrorCode) is { } trouble
            ? new StorageUnavailableException($"The database {trouble} ({fault.SqliteExtendedErrorCode}). {fault.Message}", fault)
            : error;

    /// <summary>Whether another connection was in the way.</summary>
    public static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: Busy };

    /// <summary>Whether the connection that met <paramref name="error"/> had better be opened anew.</summary>
    public static bool IsConnectionSuspect(Exception error) =>
        error is not SqliteException fault || fault.SqliteErrorCode is not (Busy or Locked or Full or Constraint);

    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;
    private const int Constraint = 19;

    private static string? Describe(int code) => code switch
    {
        3 => "may not be accessed",
        Busy or Locked => "is busy",
        7 => "ran out of memory",
        8 => "is read-only",
        9 => "was interrupted",
        10 => "met an input/output error",
        11 or 26 => "file is damaged",
        Full => "or its disk is full",
        14 => "file cannot be opened",
        15 => "could not be locked",
        _ => null,
    };
}

/// <summary>Lets a long statement be given up. SQLite undoes what it did of it.</summary>
internal static class SqliteInterruption
{
    private const int Interrupted = 9;

    // Steps of SQLite's machine between two looks: some milliseconds.
    private const int Steps = 100_000;

    /// <summary>Runs something on a connection, on this thread.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static T Run<T>(sqlite3 connection, Func<T> work, CancellationToken cancellationToken)
    {
        raw.sqlite3_progress_handler(connection, Steps, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        try
        {
            return work();
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == Interrupted)
        {
            throw new OperationCanceledException(fault.Message, fault, cancellationToken);
        }
        finally
        {
            raw.sqlite3_progress_handler(connection, 0, null, null);
        }
    }
}
