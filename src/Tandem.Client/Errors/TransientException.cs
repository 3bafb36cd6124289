namespace Tandem.Client.Errors;

/// <summary>Nothing is known about the session; it is kept. Trying again later is the cure.</summary>
public sealed class TransientException : TandemAuthException
{
    /// <inheritdoc/>
    public TransientException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }
}
