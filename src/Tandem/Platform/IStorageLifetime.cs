namespace Tandem.Platform;

/// <summary>Opens the storage before the first use of a store, and tells how it fares.</summary>
internal interface IStorageLifetime
{
    /// <summary>Opens the database, creating it if there is none, and brings its schema up to date. Opening twice is harmless.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be reached.</exception>
    /// <exception cref="NativeLibraryMissingException">The database's library is not installed.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether it reads, and would take a write, now. Nothing is written, except after a write that failed: then one that changes
    /// nothing is tried.
    /// </summary>
    Task<bool> IsHealthyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether what is open is not what is at the database's place any more: it was moved, deleted or replaced by another. What is written
    /// then is lost when the process ends.
    /// </summary>
    bool IsReplaced();

    /// <summary>Bytes that were written and are not in the database itself yet; 0 where there is no such thing.</summary>
    long LogLength { get; }

    /// <summary>The newest time of an event or a refresh that it holds, or null when there is none. Reads every session: for starts.</summary>
    Task<DateTimeOffset?> NewestTimeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// When the last of the sessions that were alive at a time, and begun by then, ends by its lifetimes; null when there was none. Reads every
    /// session: for starts.
    /// </summary>
    Task<DateTimeOffset?> LastEndAsync(DateTimeOffset aliveAt, CancellationToken cancellationToken);

    /// <summary>Provider, place, library version and schema version in a line for the log.</summary>
    string Describe();
}
