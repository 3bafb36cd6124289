using System.Text;

using Microsoft.AspNetCore.Http;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>An answer before it goes to the page.</summary>
internal sealed record SiteResponse(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    // They belong to a connection, not to an answer. RFC 9110 §7.6.1.
    private static readonly string[] OfConnection = ["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"];

    /// <summary>The connection is cut, as by a network that is gone.</summary>
    public static SiteResponse Cut { get; } = new(0, [], []);

    public static SiteResponse Html(int status, string page) => new(status, [("Content-Type", "text/html; charset=utf-8")], Encoding.UTF8.GetBytes(page));

    public static SiteResponse Problem(int status, string code, params (string, string)[] headers) =>
        new(status, [("Content-Type", "application/problem+json"), .. headers], Encoding.UTF8.GetBytes($$"""{"status":{{status}},"code":"{{code}}","title":"{{code}}"}"""));

    public static async Task<SiteResponse> FromAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        [
            .. from header in response.Headers.Concat(response.Content.Headers)
               where !OfConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
               from value in header.Value
               select (header.Key, value),
        ],
        await response.Content.ReadAsByteArrayAsync());

    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            context.Response.Headers.Append(name, value);
        if (Body.Length > 0)
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
