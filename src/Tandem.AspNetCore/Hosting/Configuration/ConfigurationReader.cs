using Microsoft.Extensions.Configuration;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Reads the <c>Tandem</c> section key by key, and notes what it does not understand instead of stopping at the first.</summary>
internal static class ConfigurationReader
{
    public static void Read(IConfiguration configuration, TandemOptions options)
    {
        var root = configuration.GetSection(ConfigurationKeys.Section);
        foreach (var key in ConfigurationKeys.All)
        {
            var section = root.GetSection(key.Name);
            if (section.Exists() && key.Apply(options, section) is { } expected)
                options.Unreadable.Add(new(section.Path, Seen(key, section), "The value cannot be read.", $"Write {expected}."));
        }

        foreach (var name in Leaves(root, ""))
        {
            if (ConfigurationKeys.All.Any(key => Covers(key.Name, name)))
                continue;
            if (ConfigurationKeys.WithoutEffect.Any(known => Covers(known, name)))
                options.WithoutEffect.Add($"{ConfigurationKeys.Section}:{name}");
            else
                options.Unreadable.Add(new($"{ConfigurationKeys.Section}:{name}", "set", "There is no such key.", $"Remove it{Nearest(name)}."));
        }
    }

    private static bool Covers(string key, string name) =>
        name.Equals(key, StringComparison.OrdinalIgnoreCase) || name.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase);

    private static string Seen(ConfigurationKey key, IConfigurationSection section) =>
        key.IsSecret ? "(hidden)" : section.Value is { } value ? $"\"{value}\"" : string.Join(", ", section.GetChildren().Select(item => $"\"{item.Value}\""));

    private static IEnumerable<string> Leaves(IConfigurationSection section, string prefix)
    {
        foreach (var child in section.GetChildren())
        {
            var name = prefix.Length == 0 ? child.Key : $"{prefix}:{child.Key}";
            if (child.Value is not null)
                yield return name;
            foreach (var leaf in Leaves(child, name))
                yield return leaf;
        }
    }

    private static string Nearest(string name)
    {
        var last = name[(name.LastIndexOf(':') + 1)..];
        var match = ConfigurationKeys.All.FirstOrDefault(key => key.Name.EndsWith(last, StringComparison.OrdinalIgnoreCase));
        return match is null ? "" : $", or write {ConfigurationKeys.Section}:{match.Name}";
    }
}
