using Microsoft.Playwright;

using Tandem.Soak.Faults;

namespace Tandem.Soak.People;

/// <summary>One tab of a real browser.</summary>
internal sealed class Tab(int number, IPage page)
{
    private ICDPSession? devTools;

    public int Number => number;

    public IPage Page => page;

    public bool Asleep { get; private set; }

    public async Task LoadAsync()
    {
        await page.GotoAsync(PageAddress.Of(number));
        await page.EvaluateAsync("opened");
    }

    public async Task ReloadAsync()
    {
        await page.ReloadAsync();
        await page.EvaluateAsync("opened");
    }

    public Task CloseAsync() => page.CloseAsync();

    /// <summary>What the browser does with a tab that was in the background for long: it is frozen, timers and answers with it.</summary>
    public Task SleepAsync() => SetStateAsync("frozen");

    public Task WakeAsync() => Asleep ? SetStateAsync("active") : Task.CompletedTask;

    /// <summary>Whether that worked.</summary>
    public async Task<bool> SignInAsync(string email, string password)
    {
        try
        {
            return await page.EvaluateAsync<bool>("([email, password]) => signIn(email, password).then(() => true, () => false)", new[] { email, password });
        }
        catch (PlaywrightException)
        {
            // Reloaded or closed in the midst of it.
            return false;
        }
    }

    public async Task<ActResult> ActAsync(params string[] paths)
    {
        try
        {
            return await page.EvaluateAsync<ActResult>("(paths) => act(paths)", paths);
        }
        catch (PlaywrightException)
        {
            // Reloaded or closed in the midst of it: nobody waits for the answers.
            return new();
        }
    }

    private async Task SetStateAsync(string state)
    {
        devTools ??= await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Page.setWebLifecycleState", new() { ["state"] = state });
        Asleep = state == "frozen";
    }
}
