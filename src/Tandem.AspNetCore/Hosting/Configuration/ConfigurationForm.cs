using System.Globalization;

using Microsoft.Extensions.Configuration;

using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>The forms a configuration value can have. Each makes a key whose value is read strictly.</summary>
internal static class ConfigurationForm
{
    public static ConfigurationKey Text<T>(string name, string fallback, string form, string meaning, Action<T, string> set)
        where T : class, new() =>
        Key<T>(name, fallback, form, meaning, (options, section) =>
        {
            // A NUL ends texts and paths of the system early, or is refused there without saying which key it was.
            if (string.IsNullOrWhiteSpace(section.Value) || section.Value.Contains('\0', StringComparison.Ordinal))
                return form;
            set(options, section.Value.Trim());
            return null;
        });

    public static ConfigurationKey Duration<T>(string name, string fallback, string bounds, string meaning, Action<T, TimeSpan> set)
        where T : class, new() =>
        Key<T>(name, fallback, $"duration `[days.]hours:minutes:seconds`; {bounds}", meaning, (options, section) =>
        {
            // A bare number would be read as days; nobody means that.
            if (section.Value?.Contains(':', StringComparison.Ordinal) != true
                || !TimeSpan.TryParse(section.Value, CultureInfo.InvariantCulture, out var value))
                return "a duration such as 00:15:00 (15 minutes) or 7.00:00:00 (7 days)";
            set(options, value);
            return null;
        });

    /// <summary>A duration, or <c>none</c> for no end.</summary>
    public static ConfigurationKey DurationOrNone<T>(string name, string fallback, string bounds, string meaning, Action<T, TimeSpan?> set)
        where T : class, new()
    {
        var duration = Duration<T>(name, fallback, $"{bounds}, or `none`", meaning, (options, value) => set(options, value));
        return duration with
        {
            Apply = (options, section) =>
            {
                if (section.Value?.Trim() != "none")
                    return duration.Apply(options, section) is { } expected ? $"{expected}, or none" : null;
                set(options.Get<T>(), null);
                return null;
            },
        };
    }

    public static ConfigurationKey Number<T>(
        string name, string fallback, string bounds, string meaning, Action<T, int> set, int least, int most)
        where T : class, new() =>
        Key<T>(name, fallback, $"whole number, {bounds}", meaning, (options, section) =>
        {
            if (!int.TryParse(section.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
                return $"a whole number from {least} to {most}";
            set(options, value);
            return null;
        });

    /// <summary>A number of bytes such as <c>500MB</c>, or <c>none</c> for no bound.</summary>
    public static ConfigurationKey SizeOrNone<T>(
        string name, string fallback, string meaning, Action<T, long?> set, long least, string leastName)
        where T : class, new() =>
        Key<T>(name, fallback, $"bytes such as `500MB` or `5GB`, at least {leastName}, or `none`", meaning, (options, section) =>
        {
            var text = section.Value?.Trim() ?? "";
            if (text != "none" && (ByteCount.Parse(text) is not { } bytes || bytes < least))
                return $"a size such as 500MB or 5GB, at least {leastName}, or none";
            set(options, ByteCount.Parse(text));
            return null;
        });

    public static ConfigurationKey Flag<T>(string name, string fallback, string meaning, Action<T, bool> set)
        where T : class, new() =>
        Key<T>(name, fallback, "`true` or `false`", meaning, (options, section) =>
        {
            if (!bool.TryParse(section.Value, out var value))
                return "true or false";
            set(options, value);
            return null;
        });

    /// <summary>One of a few words, in whatever case.</summary>
    public static ConfigurationKey Choice<T>(string name, string fallback, IReadOnlyList<string> words, string meaning, Action<T, string> set)
        where T : class, new() =>
        Key<T>(name, fallback, string.Join(", ", words.Select(word => $"`{word}`")), meaning, (options, section) =>
        {
            if (words.FirstOrDefault(word => word.Equals(section.Value?.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } chosen)
                return $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
            set(options, chosen);
            return null;
        });

    public static ConfigurationKey Url<T>(string name, string fallback, string meaning, Action<T, Uri> set)
        where T : class, new() =>
        Key<T>(name, fallback, "absolute `http` or `https` URL", meaning, (options, section) =>
        {
            if (!Uri.TryCreate(section.Value, UriKind.Absolute, out var value) || value.Scheme is not ("http" or "https")
                || value.UserInfo.Length > 0 || value.Query.Length > 0 || value.Fragment.Length > 0 || !HasOrigin(value))
                return "a URL such as https://auth.example.com, without user, query or fragment, the host without a dot at its end";
            set(options, value);
            return null;
        });

    public static ConfigurationKey List<T>(
        string name, string fallback, string items, string meaning, Action<T, IReadOnlyList<string>> set)
        where T : class, new() =>
        List<T>(name, fallback, items, meaning, (options, values) =>
        {
            set(options, values);
            return null;
        });

    public static ConfigurationKey List<T>(
        string name, string fallback, string items, string meaning, Func<T, IReadOnlyList<string>, string?> set)
        where T : class, new() =>
        Key<T>(name, fallback, $"list of {items}", meaning, (options, section) => set(options, Items(section)));

    private static ConfigurationKey Key<T>(
        string name, string fallback, string form, string meaning, Func<T, IConfigurationSection, string?> apply) where T : class, new() =>
        new(name, fallback, form, meaning) { Part = OptionPart<T>.Instance, Apply = (options, section) => apply(options.Get<T>(), section) };

    // Some hosts have no form that a browser would send, and the framework throws when asked for it.
    private static bool HasOrigin(Uri url)
    {
        try
        {
            return Origin.Of(url) is not null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>An array, or one value with commas, as environments and command lines have it.</summary>
    private static List<string> Items(IConfigurationSection section) => section.Value is { } one
        ? [.. one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
        : [.. section.GetChildren().Select(child => child.Value?.Trim() ?? "")];
}
