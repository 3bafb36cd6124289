using System.Net;
using System.Text.Json;

namespace Tandem.Client.Errors;

/// <summary>A problem document of the server (RFC 9457 §3).</summary>
public sealed record Problem
{
    /// <summary>Status of the answer.</summary>
    public HttpStatusCode Status { get; init; }

    /// <summary>A code of <see cref="TandemErrorCodes"/>; a newer server may send others.</summary>
    public required string Code { get; init; }

    /// <summary>The code in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>Cause and cure.</summary>
    public string? Detail { get; init; }

    /// <summary>By which the server's log knows the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Names of members with their faults, beside <see cref="TandemErrorCodes.ValidationFailed"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>All other members, such as <c>diagnosis</c> beside <see cref="TandemErrorCodes.RefreshTokenMissing"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = new Dictionary<string, JsonElement>();
}
