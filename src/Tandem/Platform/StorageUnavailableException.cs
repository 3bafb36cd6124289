namespace Tandem.Platform;

/// <summary>
/// The database cannot be reached, is full, or the outcome of a write is unknown. Answered with 503 and <c>Retry-After</c>; never
/// ends a session.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With the cause for the log.</summary>
    public StorageUnavailableException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
