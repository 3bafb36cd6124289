using System.CommandLine;

using Tandem.AspNetCore.Options;

namespace Tandem.Server.Commands;

/// <summary>The configuration as <c>serve</c> reads it, for every command: files, environment, command line.</summary>
internal static class CommandConfiguration
{
    public static IConfigurationRoot Read(ParseResult parsed)
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environments.Production;
        return new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(Given(parsed))
            .Build();
    }

    /// <summary>What the command line itself sets.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed)
    {
        foreach (var pair in parsed.GetValue(SharedOptions.Configuration) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return new(pair[..equals], pair[(equals + 1)..]);
        }

        if (parsed.GetValue(SharedOptions.Data) is { } folder)
            yield return new($"{ConfigurationKeys.Section}:DataFolder", folder);
    }
}
