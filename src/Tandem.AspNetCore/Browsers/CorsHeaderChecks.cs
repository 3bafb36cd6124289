using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Browsers.Cors;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Names of headers that pages may send and read.</summary>
internal static class CorsHeaderChecks
{
    public static IEnumerable<ConfigurationFault> Of(CorsHeaderOptions options) =>
        [.. Of("Cors:RequestHeaders", options.RequestHeaders, "X-Tenant"), .. Of("Cors:ExposedHeaders", options.ExposedHeaders, "ETag")];

    private static IEnumerable<ConfigurationFault> Of(string key, IReadOnlyList<string> names, string example)
    {
        foreach (var name in names)
        {
            if (name == "*")
                yield return ConfigurationFault.Of(key, name, "With credentials browsers take * for a name, not for all of them.", $"List each header, such as {example}.");
            else if (!CorsCheck.IsName(name))
                yield return ConfigurationFault.Of(key, name, "This is not a header's name, and one that is none spoils the whole list in browsers.", $"Write a name such as {example}.");
        }
    }
}
