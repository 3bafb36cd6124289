using System.Diagnostics;

using Microsoft.Data.Sqlite;

using Tandem.Platform;

namespace Tandem.Sqlite.Engine;

/// <summary>Runs waiting writes in one transaction.</summary>
internal sealed class WriteGroup(Func<PreparedConnection> open, WriteAheadLog log, StorageMetrics metrics) : IDisposable
{
    private readonly List<PendingWrite> members = new(SqliteWriter.LargestGroup);
    private PreparedConnection? connection;
    private long failures;

    /// <summary>Transactions and writes that storage trouble has undone, so far.</summary>
    public long Failures => Volatile.Read(ref failures);

    /// <summary>
    /// Takes what waits, and what arrives while that runs; commits; then tells each caller. Never throws: whatever goes wrong is told
    /// to the callers it concerns.
    /// </summary>
    public void Run(WriteQueue waiting, int most)
    {
        members.Clear();
        var begun = false;
        var erases = false;
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (members.Count < most && waiting.Take() is { } write)
            {
                members.Add(write);
                if (!begun)
                    Begin();
                begun = true;
                erases |= write.Erases;
                RunMember(write);
            }

            if (begun)
                connection!.Commit();
            if (erases)
                log.Empty(connection!);
        }
        catch (Exception error)
        {
            // Where no transaction can be had, those that wait would fare no better, and each would wait as long to learn it.
            while (!begun && members.Count < most && waiting.Take() is { } write)
                members.Add(write);
            Abandon(error);
            return;
        }

        foreach (var member in members)
            member.Complete();
        if (members.Count > 0)
            metrics.Committed(members.Count, Stopwatch.GetElapsedTime(started));

        // Whoever waited has been told; those who come now wait for it.
        if (begun)
            log.Written(connection!);
    }

    /// <summary>Empties the write-ahead log if nobody reads it just now.</summary>
    public void RunIdle()
    {
        if (connection is not null)
            log.EmptyWhileIdle(connection);
    }

    /// <inheritdoc/>
    public void Dispose() => CloseConnection();

    private void Begin()
    {
        connection ??= open();
        connection.Begin();
    }

    private void RunMember(PendingWrite write)
    {
        try
        {
            if (write.NeedsSavepoint)
                connection!.Execute("SAVEPOINT member");
            write.Run(connection!);
            if (write.NeedsSavepoint)
                connection!.Execute("RELEASE member");
        }
        catch (Exception error) when (connection!.InTransaction)
        {
            if (write.NeedsSavepoint)
                connection!.Execute("ROLLBACK TO member; RELEASE member");
            members.RemoveAt(members.Count - 1);
            write.Fail(Note(error));
        }
    }

    private void Abandon(Exception error)
    {
        RollBack(error);
        var told = Note(error);
        foreach (var member in members)
            member.Fail(told);
    }

    // Counted before anybody hears of it: who was refused a write must not be told that all is well.
    private Exception Note(Exception error)
    {
        var told = SqliteFault.Translate(error);
        if (told is StorageUnavailableException)
            Interlocked.Increment(ref failures);
        return told;
    }

    private void RollBack(Exception error)
    {
        try
        {
            if (connection is { InTransaction: true })
                connection.Execute("ROLLBACK");
            if (SqliteFault.IsConnectionSuspect(error))
                CloseConnection();
        }
        catch (SqliteException)
        {
            CloseConnection();
        }
    }

    private void CloseConnection()
    {
        connection?.Dispose();
        connection = null;
    }
}
