using System.CommandLine;

using Tandem.AspNetCore;

namespace Tandem.Server.CommandLine;

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

    /// <summary>What the command line itself sets; of two words on one key the later one counts, and <c>--data</c> before both.</summary>
    public static IReadOnlyDictionary<string, string?> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parsed.GetValue(SharedOptions.Configuration) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            given[pair[..equals]] = pair[(equals + 1)..];
        }

        if (parsed.GetValue(SharedOptions.Data) is { } folder)
            given[$"{ConfigurationKeys.Section}:DataFolder"] = folder;
        if (parsed.MayMakeData() && parsed.GetValue(SharedOptions.New))
            given[$"{ConfigurationKeys.Section}:Storage:New"] = "true";
        return given;
    }
}
