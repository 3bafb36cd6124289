using System.Text.Json;

using Tandem.Windows.Tests.Lab;

namespace Tandem.Windows.Tests.Scenarios;

/// <summary>A window with the laboratory's page.</summary>
internal sealed class Window(ITab tab, Site site)
{
    public ITab Tab => tab;

    /// <summary>Loads the page.</summary>
    /// <param name="options">Options of the client, and <c>without</c>: what the window lacks.</param>
    public async Task LoadAsync(object? options = null)
    {
        var json = JsonSerializer.Serialize(options ?? new { refresh = "on-demand" });
        await tab.GoToAsync(new Uri(site.Url, $"/lab.html?options={Uri.EscapeDataString(json)}"));
        await tab.UntilAsync("window.lab && lab.session().status !== 'loading'");
    }

    /// <summary>Signs in and returns the session's id.</summary>
    public async Task<Guid> SignInAsync()
    {
        await tab.RunAsync($"await lab.auth.signIn({{ email: '{TandemProcess.Email}', password: '{TandemProcess.Password}' }})");
        await ShowsAsync("authenticated");
        return await SessionIdAsync();
    }

    public async Task<Guid> SessionIdAsync() => Guid.Parse((await tab.RunAsync("return lab.session().session.id")).GetString()!);

    public Task ShowsAsync(string status) => tab.UntilAsync($"document.querySelector('#state').textContent === '{status}'");

    /// <summary>The monotonic clock stands still, as it does on some systems that sleep.</summary>
    public Task StopClockAsync() => tab.RunAsync("lab.clockStops()");

    /// <summary>Calls the API so many times at once; what became of the calls, each kind with its number.</summary>
    public async Task<string> CallAsync(int calls) => Summary(await tab.RunAsync($"return lab.call({calls})"));

    public Task CallAtGateAsync(string gate, int calls) => tab.RunAsync($"lab.callAtGate('{gate}', {calls})");

    /// <summary>What became of the calls after a gate.</summary>
    public async Task<string> CalledAsync(string gate)
    {
        await tab.UntilAsync($"lab.results['{gate}']");
        return Summary(await tab.RunAsync($"return lab.results['{gate}']"));
    }

    private static string Summary(JsonElement results) => string.Join(
        ", ", results.EnumerateArray().GroupBy(result => result.ToString(), StringComparer.Ordinal).OrderBy(group => group.Key).Select(group => $"{group.Count()} x {group.Key}"));
}
