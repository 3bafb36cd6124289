using System.Text.Json;

namespace Tandem.Engines.Testing.WebDriver;

/// <summary>A tab that is driven by W3C WebDriver.</summary>
internal sealed class WebDriverTab(WebDriverConnection connection, string handle) : ITab
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    public async Task GoToAsync(Uri url) => await connection.PostAsync(handle, "url", new { url });

    public async Task GoBackAsync() => await connection.PostAsync(handle, "back", new { });

    public async Task<Uri> AddressAsync() => new((await connection.GetAsync(handle, "url")).GetString()!);

    public async Task<JsonElement> RunAsync(string body)
    {
        var script = $$"""
            const done = arguments[arguments.length - 1];
            (async () => { {{body}} })().then((value) => done({ json: JSON.stringify(value ?? null) }), (error) => done({ error: String(error) }));
            """;
        var result = await connection.PostAsync(handle, "execute/async", new { script, args = Array.Empty<object>() });
        return result.TryGetProperty("error", out var error)
            ? throw new EngineException(error.GetString()!)
            : JsonSerializer.Deserialize<JsonElement>(result.GetProperty("json").GetString()!);
    }

    public async Task ClickAsync(string selector)
    {
        var middle = await RunAsync(InputActions.MiddleOf(selector));
        if (middle.ValueKind == JsonValueKind.Null)
            throw new EngineException($"The page has no {selector}.");
        await ActAsync(InputActions.Click(middle.GetProperty("x").GetInt32(), middle.GetProperty("y").GetInt32()));
    }

    public async Task TypeAsync(string text) => await ActAsync(InputActions.Type(text));

    // §14.1: the cookies of the page's address, HttpOnly ones included.
    public async Task<IReadOnlyList<EngineCookie>> CookiesAsync() => (await connection.GetAsync(handle, "cookie")).Deserialize<List<EngineCookie>>(Json)!;

    public async Task<byte[]> PictureAsync() => (await connection.GetAsync(handle, "screenshot")).GetBytesFromBase64();

    public async Task CloseAsync() => await connection.DeleteAsync(handle, "window");

    private async Task ActAsync(object[] actions) => await connection.PostAsync(handle, "actions", new { actions });
}
