using System.Text.Json;

namespace Tandem.Deployments.Tests;

/// <summary>A request as nginx logged it: what a browser sent and what it was answered, whichever browser it was.</summary>
internal sealed record LoggedRequest(string Method, string Host, string Uri, int Status, string Origin, string Cookie, string SetCookie)
{
    public static LoggedRequest Parse(string line) => JsonSerializer.Deserialize<LoggedRequest>(line, JsonSerializerOptions.Web)!;

    /// <summary>Method and last part of the path: <c>POST refresh</c>.</summary>
    public string Name => $"{Method} {Uri[(Uri.LastIndexOf('/') + 1)..]}";
}
