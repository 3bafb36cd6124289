using System.Text.Json;

namespace Tandem.Client.Tests.Support;

/// <summary>A request as it arrived.</summary>
public sealed record Received(string Method, string Path, string? Authorization, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
