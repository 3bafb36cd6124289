using System.Net;

namespace Tandem.Client.Errors;

/// <summary>
/// What every error of this client is; <see cref="Code"/> is stable, <see cref="Exception.Message"/> is for people. Of this very class is
/// <see cref="ClientErrorCodes.NotReplayable"/>, <see cref="ClientErrorCodes.SessionChanged"/>, and <see cref="TandemErrorCodes.AccessTokenMissing"/> where nobody is signed in.
/// </summary>
public class TandemAuthException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">A code of <see cref="TandemErrorCodes"/> or <see cref="ClientErrorCodes"/>.</param>
    /// <param name="message">For people; never with a token.</param>
    /// <param name="inner">What made it happen.</param>
    public TandemAuthException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A code of <see cref="TandemErrorCodes"/> or <see cref="ClientErrorCodes"/>; a newer server may send others.</summary>
    public string Code { get; }

    /// <summary>Status of the answer, when there was one.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The server's problem document, when the answer was one (RFC 9457).</summary>
    public Problem? Problem { get; init; }

    /// <summary>How long the server asked to wait before the next attempt, in whole seconds and at most 5 minutes (RFC 9110 §10.2.3).</summary>
    public TimeSpan? RetryAfter { get; init; }
}
