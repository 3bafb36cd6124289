using Microsoft.Extensions.FileProviders;

using PagesSample.Orders;

using Tandem.AspNetCore;
using Tandem.AspNetCore.CookieSessions;
using Tandem.Server;

// `pages serve` is `tandem serve` with this application's pages, and every other command of tandem besides.
return await TandemServer.RunAsync(args, Build);

static WebApplication Build(WebApplicationBuilder builder)
{
    builder.AddTandem(options => options.SecurityHeaders.OnApplication = true);
    builder.Services.AddTandemStorage();
    builder.Services.AddTandemSession();
    builder.Services.AddRazorPages(options => options.Conventions.AuthorizeFolder("/").AllowAnonymousToPage("/SignIn").AllowAnonymousToPage("/Error"));
    builder.Services.AddSingleton<OrderBook>();

    var app = builder.Build();
    app.UseExceptionHandler("/Error");
    app.UseStatusCodePagesWithReExecute("/Error");
    app.Use((context, next) =>
    {
        // htmx is the only script, and nothing is styled or scripted in place.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
        return next(context);
    });
    // Before UseTandem: files are for everybody, and ask nobody who they are.
    app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "assets")),
        RequestPath = "/assets",
    });
    app.UseTandem();
    app.MapTandem();
    app.MapRazorPages();
    return app;
}
