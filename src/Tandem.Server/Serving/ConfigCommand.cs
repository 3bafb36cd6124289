using System.CommandLine;
using System.Text.Json.Nodes;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Serving;

/// <summary><c>tandem config check</c>: reads the configuration as <c>serve</c> would, looks at what it would open, and reports every fault.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Check the configuration and what serve would open, and show what is set.") { SharedOptions.Format };
        check.SetAction(CheckAsync);
        return new Command("config", "Configuration.") { check };
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed, add: DatabaseKind.Of(CommandConfiguration.Read(parsed)).KeepAsItIs);
        var section = services.Get<IConfiguration>().GetSection(ConfigurationKeys.Section);
        var values = ConfigurationKeys.All.ToDictionary(key => $"{ConfigurationKeys.Section}:{key.Name}", key => Shown(key, section.GetSection(key.Name)));
        var (faults, warnings) = await CheckAsync(services, cancellationToken);
        if (parsed.IsJson())
        {
            Output.WriteJson(new JsonObject
            {
                ["ok"] = faults.Count == 0,
                ["faults"] = Output.Array(faults.Select(fault => Described(fault.Key, fault.Seen, fault.Cause, fault.Cure))),
                ["warnings"] = Output.Array(warnings.Select(warning => Described(warning.Key, warning.Seen, warning.Cause, warning.Cure))),
                ["values"] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))),
            });
            return faults.Count == 0 ? ExitCode.Succeeded : ExitCode.Failed;
        }

        Output.WriteTable(
            ["KEY", "", "VALUE"],
            ConfigurationKeys.All.Zip(values, (key, shown) => (IReadOnlyList<string>)[shown.Key, shown.Value is null ? "default" : "set", shown.Value ?? key.Default]));
        foreach (var fault in faults)
            await Console.Error.WriteLineAsync(fault.ToString());
        foreach (var warning in warnings)
            await Console.Error.WriteLineAsync($"Warning: {warning}");
        await Console.Error.WriteLineAsync(faults.Count switch
        {
            0 when warnings.Count > 0 => "The server would start, with the warnings above.",
            0 => "The configuration is sound.",
            1 => "One fault: the server would not start.",
            _ => $"{faults.Count} faults: the server would not start.",
        });
        return faults.Count == 0 ? ExitCode.Succeeded : ExitCode.Failed;
    }

    private static async Task<(IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<ConfigurationWarning> Warnings)> CheckAsync(
        CommandServices services, CancellationToken cancellationToken)
    {
        try
        {
            var options = services.Get<TandemOptions>();
            var (faults, warnings) = await StartObstacles.FindAsync(services, options, cancellationToken);
            return (faults, [.. options.Warnings, .. warnings]);
        }
        catch (ConfigurationException exception)
        {
            return (exception.Faults, []);
        }
    }

    private static JsonObject Described(string key, string seen, string cause, string cure) =>
        new() { ["key"] = key, ["seen"] = seen, ["cause"] = cause, ["cure"] = cure };

    private static string? Shown(ConfigurationKey key, IConfigurationSection section) =>
        !section.Exists() ? null
        : key.IsSecret ? "(hidden)"
        : section.Value ?? string.Join(", ", section.GetChildren().Select(child => child.Value));
}
