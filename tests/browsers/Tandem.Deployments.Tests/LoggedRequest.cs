using System.Text.Json;

namespace Tandem.Deployments.Tests;

/// <summary>A request as nginx logged it: what a browser sent and what it was answered, whichever browser it was.</summary>
internal sealed record LoggedRequest(string Method, string Host, string Uri, int Status, string Origin, string Cookie, string SetCookie, double At, double Took)
{
    public static LoggedRequest Parse(string line) => JsonSerializer.Deserialize<LoggedRequest>(line, JsonSerializerOptions.Web)!;

    /// <summary>When it came, in seconds since 1970: workers write their lines when each is done, in any order.</summary>
    public double CameAt => At - Took;

    /// <summary>Method and last part of the path: <c>POST refresh</c>.</summary>
    public string Name => $"{Method} {Uri[(Uri.LastIndexOf('/') + 1)..]}";
}
