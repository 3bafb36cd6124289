using System.Text.Json;

using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>Somebody with the page of the deployments open.</summary>
internal sealed class DeploymentPage(IEngine engine, ITab tab) : IAsyncDisposable
{
    private int answers;

    /// <summary>Opens the page and waits until it knows whether somebody is signed in.</summary>
    public async Task OpenAsync(string url, string state)
    {
        answers = 0;
        await tab.GoToAsync(new Uri(url));
        await StateAsync(state);
    }

    public Task StateAsync(string state) => ShowsAsync("#state", state);

    public async Task SignInAsync()
    {
        await TypeAsync("#email", RunningDeployment.Email);
        await TypeAsync("#password", RunningDeployment.Password);
        await PressAsync("#sign-in-submit", "signed in");
    }

    public Task CallAsync(string answer = "200 " + RunningDeployment.Email) => PressAsync("#call", answer);

    public Task SignOutAsync() => PressAsync("#sign-out", "signed out");

    public Task WaitAsync(TimeSpan time) => tab.RunAsync($"await new Promise((done) => setTimeout(done, {time.TotalMilliseconds}))");

    /// <summary>The refresh cookies that the browser has for an address, apart from partitioned ones of other sites.</summary>
    public async Task<List<EngineCookie>> CookiesAsync(string url)
    {
        var other = await engine.OpenTabAsync();
        await other.GoToAsync(new Uri(url));
        var cookies = await other.CookiesAsync();
        await other.CloseAsync();
        return [.. cookies.Where(cookie => cookie.Name.EndsWith("refreshToken", StringComparison.Ordinal))];
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task TypeAsync(string field, string text)
    {
        await tab.ClickAsync(field);
        await tab.TypeAsync(text);
        await tab.UntilAsync($"document.querySelector('{field}').value === {JsonSerializer.Serialize(text)}");
    }

    private async Task PressAsync(string button, string answer)
    {
        answers++;
        await tab.ClickAsync(button);
        await ShowsAsync("#answer", $"{answers}: {answer}");
    }

    private async Task ShowsAsync(string place, string text)
    {
        try
        {
            await tab.UntilAsync($"document.querySelector('{place}').textContent === {JsonSerializer.Serialize(text)}");
        }
        catch (EngineException late)
        {
            var page = await tab.RunAsync("return document.querySelector('main').innerText");
            throw new EngineException($"{place} does not show '{text}': {page.GetString()}", late);
        }
    }
}
