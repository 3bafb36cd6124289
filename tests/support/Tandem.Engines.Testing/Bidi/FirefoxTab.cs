using System.Text.Json;

namespace Tandem.Engines.Testing.Bidi;

/// <summary>A tab of Firefox.</summary>
internal sealed class FirefoxTab(BidiConnection connection, string context) : ITab
{
    public async Task GoToAsync(Uri url) => await connection.SendAsync("browsingContext.navigate", new { context, url, wait = "complete" });

    public async Task GoBackAsync() => await connection.SendAsync("browsingContext.traverseHistory", new { context, delta = -1 });

    public async Task<Uri> AddressAsync()
    {
        var tree = await connection.SendAsync("browsingContext.getTree", new { root = context, maxDepth = 0 });
        return new(tree.GetProperty("contexts")[0].GetProperty("url").GetString()!);
    }

    public Task<JsonElement> RunAsync(string body) => RunInAsync(context, body);

    public async Task ClickAsync(string selector)
    {
        // Firefox does not hand input of the page on to a frame in another process: the frame gets it directly.
        var shown = await EvaluateAsync(context, $"document.querySelector({JsonSerializer.Serialize(selector)})?.contentWindow");
        var (target, script) = shown.GetProperty("type").GetString() == "window"
            ? (shown.GetProperty("value").GetProperty("context").GetString()!, InputActions.MiddleOf(":root"))
            : (context, InputActions.MiddleOf(selector));
        var middle = await RunInAsync(target, script);
        if (middle.ValueKind == JsonValueKind.Null)
            throw new EngineException($"The page has no {selector}.");
        await ActAsync(target, InputActions.Click(middle.GetProperty("x").GetInt32(), middle.GetProperty("y").GetInt32()));
    }

    public Task TypeAsync(string text) => ActAsync(context, InputActions.Type(text));

    public async Task<IReadOnlyList<EngineCookie>> CookiesAsync()
    {
        var host = (await AddressAsync()).Host;
        var found = await connection.SendAsync("storage.getCookies", new { partition = new { type = "context", context } });
        return
        [
            .. from cookie in found.GetProperty("cookies").EnumerateArray()
               let domain = cookie.GetProperty("domain").GetString()!
               where domain == host || (domain.StartsWith('.') && $".{host}".EndsWith(domain, StringComparison.Ordinal))
               select new EngineCookie(
                   cookie.GetProperty("name").GetString()!,
                   cookie.GetProperty("value").GetProperty("value").GetString()!,
                   domain,
                   cookie.GetProperty("path").GetString()!,
                   cookie.GetProperty("secure").GetBoolean(),
                   cookie.GetProperty("httpOnly").GetBoolean(),
                   cookie.GetProperty("sameSite").GetString()),
        ];
    }

    public async Task<byte[]> PictureAsync() =>
        (await connection.SendAsync("browsingContext.captureScreenshot", new { context })).GetProperty("data").GetBytesFromBase64();

    public async Task CloseAsync() => await connection.SendAsync("browsingContext.close", new { context });

    private async Task<JsonElement> RunInAsync(string target, string body)
    {
        var json = await EvaluateAsync(target, $"(async () => JSON.stringify(await (async () => {{ {body} }})() ?? null))()");
        return JsonSerializer.Deserialize<JsonElement>(json.GetProperty("value").GetString()!);
    }

    private async Task<JsonElement> EvaluateAsync(string target, string expression)
    {
        var answer = await connection.SendAsync("script.evaluate", new { expression, target = new { context = target }, awaitPromise = true });
        return answer.GetProperty("type").GetString() == "success"
            ? answer.GetProperty("result")
            : throw new EngineException(answer.GetProperty("exceptionDetails").GetProperty("text").GetString()!);
    }

    private async Task ActAsync(string target, object[] actions) => await connection.SendAsync("input.performActions", new { context = target, actions });
}
