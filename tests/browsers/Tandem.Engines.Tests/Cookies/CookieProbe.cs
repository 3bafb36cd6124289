using System.Collections.Concurrent;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.Browsers.Cookies;

namespace Tandem.Engines.Tests.Cookies;

/// <summary>The API and the pages that call it, on one server. It sets cookies and notes which of them come back.</summary>
internal sealed class CookieProbe : IAsyncDisposable
{
    private static readonly CookieKind[] Kinds = Enum.GetValues<CookieKind>();

    private readonly LabServer server;
    private readonly ConcurrentDictionary<(string Place, RequestTrigger RequestTrigger), TaskCompletionSource<ReceivedRequest>> arrivals = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> ends = new();

    public CookieProbe(LabAuthority authority) => server = new(authority);

    public static string NameOf(PagePlace place, CookieSource source, CookieKind kind) => $"{place.Name}.{source}.{kind}";

    /// <summary>The value of <c>Set-Cookie</c>.</summary>
    public static string Header(string name, CookieKind kind)
    {
        var sameSite = kind == CookieKind.Partitioned ? "None; Partitioned" : kind.ToString();
        return $"{name}=1; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite={sameSite}";
    }

    public Task StartAsync() => server.StartAsync(app =>
    {
        app.UseWebSockets();
        app.Use(AllowEveryOriginAsync);
        app.MapGet("/plant", (string place, HttpContext context) => Set(context, place, CookieSource.Visit));
        app.MapPost("/store", (string place, HttpContext context) => Set(context, place, CookieSource.Fetch));
        app.Map("/arrive", ArriveAsync);
        app.MapGet("/around", (string place) => Results.Content(Around(Place(place)), "text/html"));
        app.MapGet("/page", (string place) => Results.Content(Page(Place(place)), "text/html"));
        app.MapPost("/end", (string place, string said) => End(place).TrySetResult(said));
    });

    /// <summary>Where the API sets the cookies of <see cref="CookieSource.Visit"/>.</summary>
    public Uri PlantUrl(PagePlace place) => server.Url(PagePlace.Api, $"/plant?place={place}");

    /// <summary>Where the page is seen; it sets the cookies of <see cref="CookieSource.Fetch"/> and then calls the API in each way but a link.</summary>
    public Uri PageUrl(PagePlace place) => place.Top is { } top ? server.Url(top, $"/around?place={place}") : server.Url(place.Page, $"/page?place={place}");

    public Uri ArriveUrl(PagePlace place, RequestTrigger way) => server.Url(PagePlace.Api, $"/arrive?place={place}&way={way}");

    /// <summary>Waits until the page has made its calls.</summary>
    public async Task PageEndedAsync(PagePlace place)
    {
        var said = await End(place.Name).Task.WaitAsync(Engine.StepLimit);
        Assert.Equal("done", said);
    }

    /// <summary>What arrived.</summary>
    public Task<ReceivedRequest> ArrivalAsync(PagePlace place, RequestTrigger way) => Arrived(place.Name, way).Task.WaitAsync(Engine.StepLimit);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static PagePlace Place(string name) => PagePlace.All.Single(place => place.Name == name);

    private static Task AllowEveryOriginAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Origin is [{ } origin])
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowCredentials = "true";
            context.Response.Headers.Vary = "Origin";
        }

        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static void Set(HttpContext context, string place, CookieSource source)
    {
        foreach (var kind in Kinds)
            context.Response.Headers.Append("Set-Cookie", Header(NameOf(Place(place), source, kind), kind));
    }

    private async Task ArriveAsync(HttpContext context, string place, RequestTrigger way)
    {
        var header = context.Request.Headers.Cookie.ToString();
        var names = from source in Enum.GetValues<CookieSource>() from kind in Kinds select NameOf(Place(place), source, kind);
        var sent = names.Where(name =>
        {
            var values = new List<string>();
            CookieHeader.Read(header, name, values);
            return values.Count > 0;
        }).ToHashSet();
        Arrived(place, way).TrySetResult(new(sent, (string?)context.Request.Headers["Sec-Fetch-Site"], (string?)context.Request.Headers.Origin));
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
    }

    private string Around(PagePlace place) =>
        $"""<!doctype html><title>Around</title><iframe src="{server.Url(place.Page, $"/page?place={place}")}" style="width:400px;height:300px"></iframe>""";

    private string Page(PagePlace place) => $$"""
        <!doctype html><title>Page</title>
        <a target="_top" href="{{ArriveUrl(place, RequestTrigger.Link)}}" style="display:block;height:280px">The API</a>
        <script type="module">
          const open = { credentials: 'include', cache: 'no-store' };
          let said = 'done';
          try {
            await fetch('{{server.Url(PagePlace.Api, $"/store?place={place}")}}', { ...open, method: 'POST' });
            await fetch('{{ArriveUrl(place, RequestTrigger.Post)}}', { ...open, method: 'POST' });
            await fetch('{{ArriveUrl(place, RequestTrigger.Get)}}', open);
            await new Promise((resolve, reject) => {
              const socket = new WebSocket('{{ArriveUrl(place, RequestTrigger.WebSocket).AbsoluteUri.Replace("https:", "wss:", StringComparison.Ordinal)}}');
              socket.onclose = resolve;
              socket.onerror = () => reject(new Error('WebSocket'));
            });
          } catch (error) {
            said = String(error);
          }
          await fetch(`/end?place={{place}}&said=${encodeURIComponent(said)}`, { method: 'POST' });
        </script>
        """;

    private TaskCompletionSource<ReceivedRequest> Arrived(string place, RequestTrigger way) =>
        arrivals.GetOrAdd((place, way), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<string> End(string place) => ends.GetOrAdd(place, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
