using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>A running CRM with access tokens of a few seconds, and a real Chromium.</summary>
public class CrmFixture : IAsyncLifetime
{
    /// <summary>Life of an access token: long enough to act in, short enough to see many end.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(3);

    private CrmServer? server;
    private Chromium? browser;

    internal CrmServer Server => server!;

    // Each expiry is to rotate: twice the leeway is less than the life of a token.
    private protected virtual string[] Configuration => [$"--Tandem:AccessToken:Lifetime={TokenLife:c}", "--Tandem:RefreshToken:Leeway=00:00:01"];

    public async ValueTask InitializeAsync()
    {
        server = await CrmServer.StartAsync(Configuration);
        browser = await Chromium.StartAsync();
    }

    /// <summary>Somebody's browser: cookies and storage of its own, everything it sends and says noted.</summary>
    internal async Task<Visitor> VisitAsync(ColorScheme scheme = ColorScheme.Light, int width = 1200, int height = 860, string? userAgent = null)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Server.Url,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            UserAgent = userAgent,
        });
        return new Visitor(context, Server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
