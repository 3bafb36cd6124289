using System.Text.Json;

using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>A window with a page of the servers.</summary>
internal sealed class Window(ITab tab, Site site)
{
    public ITab Tab => tab;

    /// <summary>Loads the page.</summary>
    /// <param name="options">Options of the client, and <c>without</c>: what the window lacks.</param>
    public async Task LoadAsync(object? options = null)
    {
        var json = JsonSerializer.Serialize(options ?? new { refresh = "on-demand" });
        await tab.GoToAsync(new Uri(site.Url, $"/lab.html?options={Uri.EscapeDataString(json)}"));
        await ReadyAsync();
    }

    /// <summary>Loads the page made with React.</summary>
    public async Task LoadReactAsync()
    {
        await tab.GoToAsync(new Uri(site.Url, "/react/0"));
        await ReadyAsync();
    }

    /// <summary>Waits until the page knows whether somebody is signed in.</summary>
    public Task ReadyAsync() => tab.UntilAsync("window.lab && lab.session().status !== 'loading'");

    /// <summary>Signs in and returns the session's id.</summary>
    public async Task<Guid> SignInAsync()
    {
        await tab.RunAsync($"await lab.auth.signIn({{ email: '{TandemProcess.Email}', password: '{TandemProcess.Password}' }})");
        return await SessionIdAsync();
    }

    public Task SignOutAsync() => tab.RunAsync("await lab.auth.signOut()");

    public async Task<Guid> SessionIdAsync() => Guid.Parse((await tab.RunAsync("return lab.session().session.id")).GetString()!);

    /// <summary>What the page shows: the state, and who is signed in.</summary>
    public async Task<string> ShownAsync() =>
        (await tab.RunAsync("return document.querySelector('#state').textContent + ' ' + document.querySelector('#who').textContent")).GetString()!.Trim();

    public Task ShowsAsync(string status) => tab.UntilAsync($"document.querySelector('#state').textContent === '{status}'");

    /// <summary>Calls the API so many times at once; what became of the calls, each kind with its number.</summary>
    public async Task<string> CallAsync(int calls = 1) => Summary(await tab.RunAsync($"return lab.call({calls})"));

    /// <summary>Starts calls and leaves them alone; <see cref="CalledAsync"/> tells what became of them.</summary>
    public Task BeginCallAsync(string name) => tab.RunAsync($"lab.begin('{name}', lab.call(1))");

    /// <summary>Starts calls that follow each other.</summary>
    public Task BeginCallsAsync(string name, int calls, TimeSpan pause) => tab.RunAsync($"lab.begin('{name}', lab.callInTurn({calls}, {pause.TotalMilliseconds}))");

    /// <summary>Calls so many times once a gate opens.</summary>
    public Task CallAtGateAsync(string gate, int calls) => tab.RunAsync($"lab.begin('{gate}', lab.gate('{gate}').then(() => lab.call({calls})))");

    /// <summary>The same, and until then the monotonic clock stands still, as it does on some systems that sleep.</summary>
    public Task SleepUntilGateAsync(string gate, int calls) =>
        tab.RunAsync($"lab.clockStops(); lab.begin('{gate}', lab.gate('{gate}').then(() => (lab.clockGoesOn(), lab.call({calls}))))");

    /// <summary>What became of calls that were begun.</summary>
    public async Task<string> CalledAsync(string name)
    {
        await tab.UntilAsync($"lab.results['{name}']");
        return Summary(await tab.RunAsync($"return lab.results['{name}']"));
    }

    private static string Summary(JsonElement results) => string.Join(
        ", ", results.EnumerateArray().GroupBy(result => result.ToString(), StringComparer.Ordinal).OrderBy(group => group.Key).Select(group => $"{group.Count()} x {group.Key}"));
}
