using System.Net.Sockets;

using Npgsql;

using Tandem.Platform;

namespace Tandem.PostgreSql.Engine;

/// <summary>Tells trouble with the database, which passes, from mistakes in the program, which do not.</summary>
/// <remarks>Codes: PostgreSQL documentation, appendix A.</remarks>
internal static class PostgreSqlFault
{
    /// <summary>What a caller of a port gets to see for <paramref name="error"/>.</summary>
    public static Exception Translate(Exception error) => IsTrouble(error)
        ? new StorageUnavailableException($"The database {Describe(error)}. {error.Message}", error)
        : error;

    /// <summary>Whether the server said that it undid the transaction for the sake of another one: it may be repeated, even if it was committing.</summary>
    public static bool IsUndone(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>
    /// Whether the connection is of no use any more, and others that were opened with it probably are not either: the server was stopped or
    /// the network cut. An error without a code came from no server.
    /// </summary>
    public static bool IsConnectionLost(Exception error) => error switch
    {
        PostgresException fault => fault.SqlState.StartsWith("08", StringComparison.Ordinal) || fault.SqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException => true,
        _ => false,
    };

    private static bool IsTrouble(Exception error) => error switch
    {
        PostgresException fault => IsConnectionLost(fault) || IsUndone(fault)
            || fault.SqlState[..2] is "53" or "57" or "58" || fault.SqlState is PostgresErrorCodes.LockNotAvailable,
        NpgsqlException or TimeoutException or SocketException or ObjectDisposedException => true,
        _ => false,
    };

    private static string Describe(Exception error) => error is PostgresException fault
        ? fault.SqlState switch
        {
            PostgresErrorCodes.ReadOnlySqlTransaction => "takes no writes: it is a replica",
            PostgresErrorCodes.DiskFull => "has no room left on its disk",
            PostgresErrorCodes.TooManyConnections => "has too many connections",
            PostgresErrorCodes.CannotConnectNow => "is starting or stopping",
            _ when IsUndone(fault) => "is busy",
            _ => $"is not available ({fault.SqlState})",
        }
        : "cannot be reached";
}
