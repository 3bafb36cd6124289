using System.CommandLine;

using Spectre.Console;

using Tandem.AspNetCore.Options;

namespace Tandem.Server.Commands;

/// <summary><c>tandem config check</c>: reads the configuration as <c>serve</c> would, and reports every fault.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Check the configuration, and show what is set.") { SharedOptions.Format };
        check.SetAction(Check);
        return new Command("config", "Configuration.") { check };
    }

    private static int Check(ParseResult parsed)
    {
        using var services = OpenInstallation.Services(parsed);
        var configuration = services.GetRequiredService<IConfiguration>().GetSection(ConfigurationKeys.Section);
        IReadOnlyList<ConfigurationFault> faults = [];
        try
        {
            services.GetRequiredService<TandemOptions>();
        }
        catch (ConfigurationException exception)
        {
            faults = exception.Faults;
        }

        var values = ConfigurationKeys.All.Select(key => (Key: $"{ConfigurationKeys.Section}:{key.Name}", Value: Shown(key, configuration.GetSection(key.Name)), key.Default)).ToList();
        if (parsed.IsJson())
            Output.WriteJson(new { ok = faults.Count == 0, faults, values = values.ToDictionary(value => value.Key, value => value.Value) });
        else
            Write(values, faults);
        return faults.Count == 0 ? ExitCode.Succeeded : ExitCode.Failed;
    }

    private static void Write(IEnumerable<(string Key, string? Value, string Default)> values, IReadOnlyList<ConfigurationFault> faults)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("key", "value", "");
        foreach (var (key, value, fallback) in values)
            table.AddRow(Markup.Escape(key), Markup.Escape(value ?? fallback), value is null ? "default" : "set");
        AnsiConsole.Write(table);
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);
        Console.Error.WriteLine(faults.Count == 0 ? "The configuration is sound." : $"{faults.Count} fault(s): the server would not start.");
    }

    private static string? Shown(ConfigurationKey key, IConfigurationSection section) =>
        !section.Exists() ? null
        : key.IsSecret ? "(hidden)"
        : section.Value ?? string.Join(", ", section.GetChildren().Select(child => child.Value));
}
