using System.Text.Json;

using Tandem.Processes.Testing;

namespace Tandem.AspNetCore.Tests.AccessTokens.Hostile;

/// <summary>A script of this folder, run by Node with the packages of the repository: JSON in, JSON out.</summary>
internal static class NodeScript
{
    public static async Task<JsonElement> RunAsync(string name, object input)
    {
        var folder = Repository.PathOf("tests", "fast", "Tandem.AspNetCore.Tests", "AccessTokens", "Hostile");
        Assert.True(Directory.Exists(Repository.PathOf("node_modules", "jose")), "The package jose is missing: run npm ci.");
        var end = await RunningProgram.RunAsync(
            new ProgramStart("node", [name], folder), JsonSerializer.SerializeToUtf8Bytes(input, JsonSerializerOptions.Web));
        Assert.True(end.ExitCode == 0, end.ToString());
        return JsonDocument.Parse(end.Output).RootElement;
    }
}
