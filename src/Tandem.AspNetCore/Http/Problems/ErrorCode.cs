namespace Tandem.AspNetCore.Http.Problems;

/// <summary>One stable error code, with what the problem details, the docs and the clients' types say of it.</summary>
/// <param name="Code">The <c>code</c> member.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">Short, the same at each occurrence (RFC 9457 §3.1.3).</param>
/// <param name="Cause">What brings it about.</param>
/// <param name="Cure">What to do.</param>
public sealed record ErrorCode(string Code, int Status, string Title, string Cause, string Cure)
{
    /// <summary>Whether a client that gets it from a refresh knows that its session is over.</summary>
    public bool EndsSession { get; init; }
}
