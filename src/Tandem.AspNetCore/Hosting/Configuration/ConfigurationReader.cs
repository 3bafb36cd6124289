using Microsoft.Extensions.Configuration;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Reads the <c>Tandem</c> section key by key, and notes what it does not understand instead of stopping at the first.</summary>
/// <param name="keys">The keys that there are.</param>
/// <param name="withoutEffect">Keys that are accepted and do nothing.</param>
internal sealed class ConfigurationReader(IReadOnlyList<ConfigurationKey> keys, IReadOnlyList<string> withoutEffect)
{
    /// <summary>What could not be understood.</summary>
    public List<ConfigurationFault> Unreadable { get; } = [];

    /// <summary>Keys that were given and do nothing in this version.</summary>
    public List<string> WithoutEffect { get; } = [];

    public void Read(IConfiguration configuration, OptionParts options)
    {
        var root = configuration.GetSection(ConfigurationKey.Section);
        foreach (var key in keys)
        {
            var section = root.GetSection(key.Name);
            if (section.Exists() && key.Apply(options, section) is { } expected)
                Unreadable.Add(new(section.Path, Seen(key, section), "The value cannot be read.", $"Write {expected}."));
        }

        foreach (var name in Leaves(root, "").Select(WithoutIndex).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (keys.Any(key => Covers(key.Name, name)))
                continue;
            if (withoutEffect.Any(known => Covers(known, name)))
                WithoutEffect.Add($"{ConfigurationKey.Section}:{name}");
            else
                Unreadable.Add(new($"{ConfigurationKey.Section}:{name}", "set", "There is no such key.", Cure(name)));
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

    private string Cure(string name) => NearestKey.To(name, [.. keys.Select(key => key.Name)]) is { } near
        ? $"Did you mean {ConfigurationKey.Section}:{near}? If not, remove it."
        : "Remove it.";

    // The items of a list are its key's.
    private static string WithoutIndex(string name) =>
        name.LastIndexOf(':') is var at and > 0 && name.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? WithoutIndex(name[..at]) : name;
}
