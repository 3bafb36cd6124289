using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>A request on its way through, which a test may hold, answer itself, or pass on.</summary>
internal sealed class ProxyExchange(HttpContext context, Site site, HttpClient http)
{
    /// <summary>Method and last part of the path: <c>POST refresh</c>.</summary>
    public string Name { get; } = $"{context.Request.Method} {context.Request.Path.Value!.Split('/')[^1]}";

    public bool IsRefresh => Name == "POST refresh";

    public bool IsApi => context.Request.Path.StartsWithSegments("/api");

    /// <summary>The refresh cookie.</summary>
    public RefreshCookie? Presented { get; } = RefreshCookie.In(context.Request.Headers.Cookie);

    /// <summary>What is answered without a fault: by the real server, whatever becomes of the page meanwhile, or a file.</summary>
    public Task<SiteResponse> PassAsync() => IsApi ? ForwardAsync() : Task.FromResult(PageFiles.Find(site, context.Request.Path));

    private async Task<SiteResponse> ForwardAsync()
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(site.Api, context.Request.GetEncodedPathAndQuery()));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, CancellationToken.None);
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers.Where(header => !header.Key.StartsWith(':') && header.Key is not ("Host" or "Content-Length" or "Connection")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var response = await http.SendAsync(request);
        return await SiteResponse.FromAsync(response);
    }
}
