using System.Diagnostics;
using System.Text.Json;

namespace Tandem.Engines.Testing;

/// <summary>What every tab can do with what it can do.</summary>
public static class TabExtensions
{
    /// <summary>Waits until a JavaScript expression is true, also across navigations.</summary>
    public static async Task UntilAsync(this ITab tab, string expression)
    {
        var patience = Stopwatch.StartNew();
        EngineException? last = null;
        while (patience.Elapsed < Engine.StepLimit)
        {
            try
            {
                if ((await tab.RunAsync($"return !!({expression})")).ValueKind == JsonValueKind.True)
                    return;
                last = null;
            }
            catch (EngineException navigating)
            {
                // The page went away under the script, or does not have what the expression names yet.
                last = navigating;
            }

            await Task.Delay(50);
        }

        throw new EngineException($"Not true within {Engine.StepLimit.TotalSeconds} s: {expression}", last);
    }
}
