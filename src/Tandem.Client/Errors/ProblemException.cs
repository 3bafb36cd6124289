namespace Tandem.Client.Errors;

/// <summary>The server understood the request and refused it, for the reason in <see cref="TandemAuthException.Code"/>.</summary>
public sealed class ProblemException : TandemAuthException
{
    /// <inheritdoc/>
    public ProblemException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }
}
