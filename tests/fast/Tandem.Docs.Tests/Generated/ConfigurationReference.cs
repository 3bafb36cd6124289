using System.Text;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.Docs.Tests.Generated;

/// <summary><c>docs/reference/configuration.md</c>.</summary>
internal static class ConfigurationReference
{
    public static string Write()
    {
        var text = new StringBuilder($"""
            # Configuration

            <!-- {GeneratedFile.Notice} -->

            Keys are read from `appsettings.json`, then from the environment, then from the command line; the last one that says something
            wins. The same key in its three forms:

            ```sh
            Tandem__RefreshToken__Leeway=00:00:45 tandem serve
            tandem serve --Tandem:RefreshToken:Leeway=00:00:45
            ```

            ```json
            {"{"} "Tandem": {"{"} "RefreshToken": {"{"} "Leeway": "00:00:45" {"}"} {"}"} {"}"}
            ```

            - A duration is `[days.]hours:minutes:seconds`: `00:15:00` is 15 minutes, `7.00:00:00` seven days. A bare number is refused.
            - A list is a JSON array, or one value with commas: `Tandem__Frontends=https://a.example.com,https://b.example.com`. Single items
              can be set by position: `Tandem__Frontends__0=https://a.example.com`.
            - Everything is checked before the server listens, and all faults are reported together, each with its key, the value seen and the
              cure. A key that does not exist is a fault too. `tandem config check` does the same without starting a server.
            - Values marked secret are never shown.

            """);
        foreach (var group in ConfigurationKeys.All.GroupBy(Group))
        {
            text.Append($"## {group.Key}\n\n");
            foreach (var key in group)
                Append(text, key);
        }

        text.Append("""
            ## Without effect in this version

            These are accepted and reported with a warning at start, since their features are still to come. They and every key below them do
            nothing:

            """);
        foreach (var name in ConfigurationKeys.WithoutEffect)
            text.Append($"- `{Full(name)}`\n");
        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, ConfigurationKey key)
    {
        text.Append($"### `{Full(key.Name)}`\n\n{key.Meaning}{(key.IsSecret ? " Secret." : "")}\n\n");
        text.Append($"- Environment: `{Full(key.Name).Replace(":", "__", StringComparison.Ordinal)}`\n");
        text.Append($"- Form: {key.Form}\n");
        text.Append($"- Default: {Default(key.Default)}\n\n");
    }

    // The first part of the name; keys without parts are the deployment's.
    private static string Group(ConfigurationKey key) =>
        key.Name.Contains(':', StringComparison.Ordinal) ? key.Name.Split(':')[0] : "General";

    private static string Full(string name) => $"{ConfigurationKeys.Section}:{name}";

    private static string Default(string text) =>
        text is "none" or "derived" || text.Contains(' ', StringComparison.Ordinal) ? text : $"`{text}`";
}
