using System.Globalization;
using System.Text.Json;

namespace Tandem.Programs.Tests.Proxies;

/// <summary>A real server that knows a proxy before it, and the proxy on its recipe.</summary>
internal sealed class ProxiedTandem : IAsyncDisposable
{
    private ProxiedTandem(ProxyRecipe recipe, ServedTandem tandem, RunningProxy proxy)
    {
        Recipe = recipe;
        Tandem = tandem;
        Proxy = proxy;
    }

    public ProxyRecipe Recipe { get; }

    public ServedTandem Tandem { get; }

    public RunningProxy Proxy { get; }

    /// <summary>Starts both.</summary>
    /// <param name="name">Of the recipe.</param>
    /// <param name="backEnd">Host and port of another back end; null for the server.</param>
    /// <param name="change">Changes the recipe.</param>
    public static async Task<ProxiedTandem> StartAsync(string name, string? backEnd = null, Func<string, string>? change = null)
    {
        var recipe = ProxyRecipe.All.Single(recipe => recipe.Name == name);
        var port = LoopbackPort.Free();
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"{(recipe.IsSecure ? "https://localhost" : "http://127.0.0.1")}:{port}"));
        string[] known = recipe.SetsAddress ? ["--Tandem:ForwardedHeaders:KnownProxies=127.0.0.1"] : [];
        var tandem = await ServedTandem.StartAsync(overHttps: false, [$"--Tandem:PublicUrl={url.GetLeftPart(UriPartial.Authority)}", .. known]);
        try
        {
            return new(recipe, tandem, await RunningProxy.StartAsync(recipe, url, tandem, backEnd ?? tandem.Url.Authority, change ?? (text => text)));
        }
        catch
        {
            await tandem.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>doctor --live</c> says of the proxy.</summary>
    public async Task<JsonElement> AskDoctorAsync() => JsonSerializer.Deserialize<JsonElement>((await Tandem.AskAsync(
        ["doctor", "--frontend", Proxy.Origin, "--api", Proxy.Origin, "--live", "--ca-file", Tandem.Root, "--email", ServedTandem.Email, "--password-stdin", "--format", "json"],
        ServedTandem.Password)).Output);

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Tandem.DisposeAsync();
    }
}
