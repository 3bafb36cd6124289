using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Platform;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Tells the operator what the storage cannot put right by itself: a log that only grows, a database that is not there any more.</summary>
internal sealed partial class StorageWatch(IStorageLifetime storage, TimeProvider time, ILogger<StorageWatch> logger)
    : BackgroundWork("Watching the storage", TimeSpan.FromSeconds(10), time, logger)
{
    /// <summary>
    /// Sixteen times what the writer lets it grow to by itself: somebody reads an old state and lets none of it be moved. It is told again
    /// after it has been at half of that.
    /// </summary>
    internal const long LongLog = 512L * 1024 * 1024;

    private readonly ILogger logger = logger;
    private bool isLong;
    private bool isReplaced;

    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        var length = storage.LogLength;
        if (length >= LongLog && !isLong)
            Long(ByteCount.Describe(length));
        isLong = length >= (isLong ? LongLog / 2 : LongLog);

        var replaced = storage.IsReplaced();
        if (replaced && !isReplaced)
            Replaced(storage.Describe());
        isReplaced = replaced;
        return Task.CompletedTask;
    }

    [LoggerMessage(1141, LogLevel.Warning,
        "The write-ahead log has grown to {Length}: some program, such as a backup or a database tool, keeps reading an old state of the database. "
        + "Stop that program; while the log is long, a restart takes longer")]
    private partial void Long(string length);

    [LoggerMessage(1142, LogLevel.Critical,
        "The database file was moved, deleted or replaced while the server has it open ({Storage}). Everything written now is lost when the server stops, and readyz "
        + "returns 503: restart the server. To restore a backup, stop the server and run tandem restore")]
    private partial void Replaced(string storage);
}
