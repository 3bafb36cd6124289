using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>The axe engine, run inside a page as it stands.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Engine = new(() => File.ReadAllText(BuildPaths.Axe));

    /// <summary>Fails with every rule that is broken and where.</summary>
    public static async Task AssertAsync(IPage page)
    {
        await page.EvaluateAsync(Engine.Value);
        string[]? broken = null;
        // What began to move while axe looked was seen in the middle of it: it has to look again.
        for (var attempt = 0; attempt < 20 && broken is null; attempt++)
        {
            await StandStillAsync(page);
            broken = await page.EvaluateAsync<string[]?>("""
                async () => {
                  let moved = false;
                  const note = () => { moved = true; };
                  const starts = ['animationstart', 'transitionrun'];
                  for (const start of starts) document.addEventListener(start, note);
                  const { violations } = await axe.run();
                  for (const start of starts) document.removeEventListener(start, note);
                  return moved && violations.length > 0 ? null : violations.flatMap(({ id, nodes }) =>
                    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
                }
                """);
        }

        Assert.NotNull(broken);
        Assert.True(broken.Length == 0, $"{page.Url}\n{string.Join("\n\n", broken)}");
    }

    /// <summary>Waits for what moves and stops by itself: colours in the middle of a transition are nobody's choice.</summary>
    public static Task StandStillAsync(IPage page) => page.EvaluateAsync("""
        () => Promise.all(document.getAnimations()
          .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
          .map((animation) => animation.finished.catch(() => {})))
        """);
}
