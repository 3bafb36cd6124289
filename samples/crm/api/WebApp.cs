using Microsoft.Extensions.FileProviders;

namespace Crm;

/// <summary>Serves the built web app on the same origin as the API.</summary>
internal static class WebApp
{
    private const string Policy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'";

    public static void UseWebApp(this WebApplication app)
    {
        var folder = app.Configuration["Crm:Web"] ?? Path.Combine(AppContext.BaseDirectory, "web");
        if (!Directory.Exists(folder))
            return;
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        var options = new StaticFileOptions { FileProvider = files, OnPrepareResponse = sent => Protect(sent.Context) };
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(options);
        // Programs ask there, and must not take the page for an answer.
        app.Map("/.well-known/{**path}", () => Results.NotFound());
        app.MapFallbackToFile("index.html", options);
    }

    private static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Names of built files contain a hash of their content; pages are asked for anew.
        headers.CacheControl = context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
