using System.Net;

using Microsoft.AspNetCore.Http;

using Tandem.Accounts;
using Tandem.AspNetCore.CookieSessions;
using Tandem.Platform;

namespace Tandem.Testing;

/// <summary>
/// A browser of somebody who is signed in to server-rendered pages. It sends the cookie and nothing else: a form needs its CSRF token, as
/// in a browser, so that a test notices a page that forgot it.
/// </summary>
public sealed class SignedInBrowser : IDisposable
{
    private readonly CookieContainer cookies;
    private readonly IServiceProvider services;

    internal SignedInBrowser(Account account, HttpClient http, CookieContainer cookies, IServiceProvider services)
    {
        Account = account;
        Http = http;
        this.cookies = cookies;
        this.services = services;
    }

    /// <summary>Who is signed in, as of the sign-in.</summary>
    public Account Account { get; }

    /// <summary>The browser. Its addresses are those of the application; it keeps cookies and follows no redirect.</summary>
    public HttpClient Http { get; }

    /// <summary>
    /// A CSRF token of the session, for the field <see cref="TandemSessionDefaults.CsrfField"/> or the header
    /// <see cref="TandemSessionDefaults.CsrfHeader"/>, where a test does not read the form's own.
    /// </summary>
    /// <exception cref="InvalidOperationException">The browser has no session cookie any more.</exception>
    public string CsrfToken()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Cookie = cookies.GetCookieHeader(Http.BaseAddress!);
        var token = services.GetRequiredService<SessionCookies>().Read(request, out _).FirstOrDefault()
            ?? throw new InvalidOperationException("The browser has no session cookie: it signed out.");
        return CookieSessions.CsrfToken.Create(token, services.GetRequiredService<SecureRandom>());
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
