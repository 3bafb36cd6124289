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
        "The write-ahead log has grown to {Length}: something reads an old state of the database and holds it, a backup or a tool that looks into it. "
        + "End it; a restart has to read the log")]
    private partial void Long(string length);

    [LoggerMessage(1142, LogLevel.Critical,
        "The database file was moved, deleted or replaced while it is open ({Storage}). What is written now is lost when the server ends, and readyz "
        + "answers 503: restart the server. A backup is put in its place by tandem restore, while no server runs")]
    private partial void Replaced(string storage);
}
