using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>The axe engine, run inside a page as it stands.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Engine = new(() => File.ReadAllText(BuildPaths.Axe));

    /// <summary>Fails with every rule that is broken and where.</summary>
    public static async Task AssertAsync(IPage page)
    {
        await StandStillAsync(page);
        await page.EvaluateAsync(Engine.Value);
        var broken = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run()).violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`))
            """);
        Assert.True(broken.Length == 0, $"{page.Url}\n{string.Join("\n\n", broken)}");
    }

    /// <summary>Waits for what moves and stops by itself: colours in the middle of a transition are nobody's choice.</summary>
    public static Task StandStillAsync(IPage page) => page.EvaluateAsync("""
        () => Promise.all(document.getAnimations()
          .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
          .map((animation) => animation.finished.catch(() => {})))
        """);
}
