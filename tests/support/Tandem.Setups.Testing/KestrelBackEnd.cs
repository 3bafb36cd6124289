using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tandem.Setups.Testing;

/// <summary>The page, and an API with the faults of a <see cref="BackEnd"/>, on Kestrel.</summary>
internal sealed class KestrelBackEnd(BackEnd backEnd, TestAuthority authority)
{
    private int generation;
    private string? token;
    private int pagePort;
    private int apiPort;

    /// <summary>Tells the ports, which nobody knows before there are listeners.</summary>
    public void Publish(int page, int api) => (pagePort, apiPort) = (page, api);

    public static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (!backEnd.IsPlainHttp)
                    listen.UseHttps(Certificate());
            });
        });
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return app;
    }

    private X509Certificate2 Certificate()
    {
        string?[] hosts = [BackEnd.Page, backEnd.Api, backEnd.RefreshHost, backEnd.FramedBy];
        return authority.Issue(
            backEnd.Certificate == CertificateKind.OtherName ? ["www.example.org"] : hosts.OfType<string>(),
            isExpired: backEnd.Certificate == CertificateKind.Expired,
            isSelfSigned: backEnd.Certificate == CertificateKind.SelfSigned);
    }

    private Task AnswerAsync(HttpContext context) =>
        context.Request.Host.Host == backEnd.FramedBy ? PageAsync(context, SetupPages.Frame(Origin(BackEnd.Page, pagePort)))
        : context.Request.Host.Host == BackEnd.Page ? PageAsync(context, SetupPages.SignIn(Origin(backEnd.Api, apiPort), Origin(backEnd.RefreshHost ?? backEnd.Api, apiPort)))
        : ApiAsync(context);

    private static Task PageAsync(HttpContext context, string page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page);
    }

    private Task ApiAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (backEnd.ClockAhead != TimeSpan.Zero)
            response.Headers.Date = (TimeProvider.System.GetUtcNow() + backEnd.ClockAhead).ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in backEnd.Headers)
            response.Headers[name] = value;
        if ((HttpMethods.IsOptions(request.Method) ? backEnd.RedirectsPreflightTo : backEnd.RedirectsTo) is { } location)
            return AnswerAsync(context, StatusCodes.Status308PermanentRedirect, () => response.Headers.Location = location);
        if (backEnd.AnswersHtml)
            return PageAsync(context, "<!doctype html><title>Welcome</title>");
        if (HttpMethods.IsOptions(request.Method))
            return AnswerAsync(context, StatusCodes.Status204NoContent);
        var path = request.Path.Value!;
        return path == backEnd.BasePath + "/login" ? AnswerAsync(context, StatusCodes.Status200OK, () => Issue(response, backEnd.Cookie))
            : path == backEnd.BasePath + "/refresh" ? RefreshAsync(context)
            : path == backEnd.BasePath + "/logout" ? AnswerAsync(context, StatusCodes.Status204NoContent, () => token = null)
            : AnswerAsync(context, StatusCodes.Status404NotFound);
    }

    private Task RefreshAsync(HttpContext context) =>
        token is not null && context.Request.Headers.Cookie.ToString().Contains($"={token}", StringComparison.Ordinal)
            ? AnswerAsync(context, StatusCodes.Status200OK, () => Issue(context.Response, backEnd.CookieOfRefresh ?? backEnd.Cookie))
            : AnswerAsync(context, StatusCodes.Status401Unauthorized);

    private void Issue(HttpResponse response, string? cookie)
    {
        token = string.Create(CultureInfo.InvariantCulture, $"secret-{++generation}");
        if (cookie is not null)
            response.Headers.Append("Set-Cookie", cookie.Replace("{token}", token, StringComparison.Ordinal));
    }

    private Task AnswerAsync(HttpContext context, int status, Action? more = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (status < 300 || !backEnd.ErrorsLackCors)
            AllowOrigin(response);
        more?.Invoke();
        if (status == StatusCodes.Status401Unauthorized && backEnd.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
            return Task.CompletedTask;
        }

        if (status is StatusCodes.Status204NoContent or StatusCodes.Status308PermanentRedirect)
            return Task.CompletedTask;
        response.ContentType = "application/json";
        return response.WriteAsync(status == StatusCodes.Status200OK ? """{"accessToken":"secret-access"}""" : """{"code":"refresh_token_missing"}""");
    }

    private void AllowOrigin(HttpResponse response)
    {
        var headers = response.Headers;
        var page = Origin(BackEnd.Page, pagePort);
        if (backEnd.AllowOrigin is { } allowed && (allowed != "{page}" || response.HttpContext.Request.Headers.Origin == page))
            headers.AccessControlAllowOrigin = allowed.Replace("{page}", page, StringComparison.Ordinal);
        if (backEnd.AllowCredentials)
            headers.AccessControlAllowCredentials = "true";
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "Content-Type, Authorization";
        if (backEnd.VariesByOrigin)
            headers.Vary = "Origin";
    }

    private string Origin(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{(backEnd.IsPlainHttp ? "http" : "https")}://{host}:{port}");
}
