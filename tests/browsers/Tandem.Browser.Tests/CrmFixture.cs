using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>A running CRM with access tokens of a few seconds, and a real Chromium.</summary>
public class CrmFixture : ServerAndChromium
{
    /// <summary>Life of an access token: long enough to act in, short enough to see many end.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(3);

    // Each expiry is to rotate: twice the leeway is less than the life of a token.
    private protected override string[] Configuration => [$"--Tandem:AccessToken:Lifetime={TokenLife:c}", "--Tandem:RefreshToken:Leeway=00:00:01"];

    /// <summary>Somebody's browser: cookies and storage of its own, everything it sends and says noted.</summary>
    internal async Task<Visitor> VisitAsync(ColorScheme scheme = ColorScheme.Light, int width = 1200, int height = 860, string? userAgent = null)
    {
        var context = await Chromium.NewContextAsync(new()
        {
            BaseURL = Server.Url,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            UserAgent = userAgent,
        });
        return new Visitor(context, Server.Url);
    }
}
