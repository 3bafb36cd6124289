using System.Security.Claims;
using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tandem.AspNetCore.Tests.Hosting.Guests;

/// <summary>Where an application says <c>UseTandem()</c>.</summary>
public enum Place
{
    /// <summary>Nowhere: Tandem is not there at all.</summary>
    None,

    /// <summary>Before everything else.</summary>
    First,

    /// <summary>Behind error pages and static files, before authentication.</summary>
    BehindErrorPages,

    /// <summary>Behind the application's own authentication and authorization.</summary>
    Last,

    /// <summary>The same, and its services are added behind the application's own.</summary>
    LastOfServicesToo,
}

/// <summary>
/// An application that was there before Tandem, with much of what applications have: error pages or none, headers, static files, CORS, rate
/// limits, cookies and keys of its own to sign in with, antiforgery, an OpenAPI document, query strings.
/// </summary>
internal static class ExistingApplication
{
    public const string Partner = "https://partner.example";

    public static WebApplication Build(string folder, string environment, bool hasErrorPages, Place place)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = folder,
            ApplicationName = typeof(ExistingApplication).Assembly.GetName().Name,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (place == Place.LastOfServicesToo)
            AddServices(builder.Services);
        if (place != Place.None)
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Tandem:DataFolder"] = Path.Combine(folder, "tandem"),
                ["Tandem:DrainDelay"] = "00:00:00",
                ["Tandem:PublicUrl"] = "https://shop.example.com",
            });
            builder.AddTandem();
            builder.Services.AddTandemStorage();
        }

        if (place != Place.LastOfServicesToo)
            AddServices(builder.Services);
        var app = builder.Build();
        if (place == Place.First)
            app.UseTandem();
        if (hasErrorPages)
        {
            if (!app.Environment.IsDevelopment())
                app.UseExceptionHandler("/error");
            app.UseStatusCodePagesWithReExecute("/status/{0}");
        }

        app.Use((context, next) =>
        {
            context.Response.Headers.XFrameOptions = "SAMEORIGIN";
            // What earlier middleware of an application may go by.
            context.Response.Headers["X-Endpoint"] = context.GetEndpoint()?.DisplayName ?? "none";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(folder, "files")) });
        app.UseRateLimiter();
        if (place == Place.BehindErrorPages)
            app.UseTandem();
        if (hasErrorPages)
        {
            app.UseCors();
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseAntiforgery();
        }
        else
        {
            // As the templates have it: the framework adds authentication itself.
            app.UseCors();
            app.UseAuthorization();
            app.UseAntiforgery();
        }

        if (place is Place.Last or Place.LastOfServicesToo)
            app.UseTandem();
        Map(app);
        if (place != Place.None)
            app.MapTandem();
        return app;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication("Site")
            .AddCookie("Site", options =>
            {
                options.Cookie.Name = "site";
                options.LoginPath = "/login";
                options.AccessDeniedPath = "/denied";
            })
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>("Key", null);
        services.AddAuthorizationBuilder()
            .AddPolicy("admin", policy => policy.RequireRole("admin"))
            .AddPolicy("key", policy => policy.AddAuthenticationSchemes("Key").RequireAuthenticatedUser())
            .AddPolicy("key of an admin", policy => policy.AddAuthenticationSchemes("Key").RequireRole("admin"));
        services.AddAntiforgery(options => options.Cookie.Name = "form");
        services.AddCors(cors => cors.AddPolicy("partners", policy => policy.WithOrigins(Partner).WithHeaders("X-Partner").WithMethods("GET", "PUT")));
        services.AddRateLimiter(limiter => limiter
            .AddFixedWindowLimiter("once", options => (options.PermitLimit, options.QueueLimit, options.Window) = (1, 0, TimeSpan.FromHours(1))));
        services.AddOpenApi();
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/", () => Results.Text("<!doctype html><h1>The shop</h1>", "text/html"));
        app.MapGet("/hello", () => "hello").WithName("hello");
        app.MapGet("/orders/{id:int}", (int id) => new Order(id, "Lamp", 2));
        app.MapPost("/orders", (Order order) => Results.Created($"/orders/{order.Id}", order));
        app.MapPost("/raw", async (HttpRequest request) => $"{request.ContentLength} {(await new StreamReader(request.Body).ReadToEndAsync()).Length}").DisableAntiforgery();
        app.MapGet("/query", (HttpRequest request) => request.QueryString.Value ?? "");
        app.MapGet("/empty/{status:int}", (int status) => Results.StatusCode(status));
        app.MapGet("/challenge", (HttpContext context) =>
        {
            context.Response.Headers.WWWAuthenticate = "Digest realm=\"shop\"";
            context.Response.StatusCode = 401;
        });
        app.MapGet("/missing", () => Results.NotFound());
        app.MapGet("/problem", () => Results.Problem("The lamp is sold.", statusCode: 409));
        app.MapGet("/throws", context => throw new InvalidOperationException("The shop is broken."));
        app.MapGet("/throws-later", async context =>
        {
            await Task.Yield();
            context.Response.Headers["X-Half"] = "done";
            throw new InvalidOperationException("The shop is broken.");
        });
        app.MapGet("/bad-request", context => throw new BadHttpRequestException("No.", 418));
        app.MapGet("/old", () => Results.Redirect("/hello", permanent: true));
        app.MapGet("/cached", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=60";
            context.Response.Headers.Vary = "Accept-Language";
            return "cached";
        });
        app.MapGet("/own-headers", (HttpContext context) =>
        {
            context.Response.Headers.XContentTypeOptions = "";
            context.Response.Headers["X-Request-Id"] = "the shop's";
            context.Response.Headers.StrictTransportSecurity = "max-age=1";
            return "own";
        });
        app.MapGet("/stream", async context =>
        {
            await context.Response.WriteAsync("one ");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("two");
        });
        app.MapGet("/who", (HttpContext context) => $"{context.User.Identity?.AuthenticationType} {context.User.Identity?.Name} {context.Connection.RemoteIpAddress} {context.Request.Scheme}");
        app.MapGet("/trace", (HttpContext context) => context.TraceIdentifier.StartsWith(context.Connection.Id, StringComparison.Ordinal) ? "the web server's" : "another");
        app.MapGet("/prices", () => "Bicycle: 400").RequireCors("partners");
        app.MapPut("/prices", () => "changed").RequireCors("partners");
        app.MapGet("/limited", () => "once").RequireRateLimiting("once");
        app.MapGet("/private", (ClaimsPrincipal user) => user.Identity?.Name).RequireAuthorization();
        app.MapGet("/admin", () => "secret").RequireAuthorization("admin");
        app.MapGet("/machine", (ClaimsPrincipal user) => user.Identity?.Name).RequireAuthorization("key");
        app.MapGet("/machine/admin", () => "secret").RequireAuthorization("key of an admin");
        app.MapPost("/login", (HttpContext context) => context.SignInAsync("Site", Person("Site", "ana"))).DisableAntiforgery();
        app.MapPost("/logout", (HttpContext context) => context.SignOutAsync("Site")).DisableAntiforgery();
        app.MapGet("/form", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).FormFieldName);
        app.MapPost("/form", ([Microsoft.AspNetCore.Mvc.FromForm] string name) => $"saved {name}");
        app.Map("/error", () => Results.Text("<h1>The shop's error page</h1>", "text/html", statusCode: 500));
        app.Map("/status/{status:int}", (int status) => Results.Text($"<h1>The shop's page for {status}</h1>", "text/html", statusCode: status));
        app.MapOpenApi();
    }

    private static ClaimsPrincipal Person(string scheme, string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], scheme));

    internal sealed record Order(int Id, string Item, int Quantity);

    private sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers["X-Key"] == "right" ? AuthenticateResult.Success(new AuthenticationTicket(Person("Key", "machine"), "Key")) : AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = 401;
            Response.Headers.WWWAuthenticate = "Key";
            return Task.CompletedTask;
        }
    }
}
