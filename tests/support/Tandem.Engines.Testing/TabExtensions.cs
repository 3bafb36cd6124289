using System.Diagnostics;
using System.Text.Json;

namespace Tandem.Engines.Testing;

/// <summary>What every tab can do with what it can do.</summary>
public static class TabExtensions
{
    /// <summary>Waits until a JavaScript expression is true, also across navigations.</summary>
    public static Task UntilAsync(this ITab tab, string expression) => UntilAsync(tab, expression, Engine.StepLimit);

    /// <summary>Clicks what leads elsewhere until an expression is true: a click into a page that is still moving can miss.</summary>
    public static async Task FollowAsync(this ITab tab, string selector, string expression)
    {
        for (var left = 2; ; left--)
        {
            await tab.ClickAsync(selector);
            try
            {
                await UntilAsync(tab, expression, TimeSpan.FromSeconds(10));
                return;
            }
            catch (EngineException) when (left > 0)
            {
                // It missed.
            }
        }
    }

    private static async Task UntilAsync(ITab tab, string expression, TimeSpan limit)
    {
        var patience = Stopwatch.StartNew();
        EngineException? last = null;
        while (patience.Elapsed < limit)
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

        throw new EngineException($"Not true within {limit.TotalSeconds} s: {expression}", last);
    }
}
