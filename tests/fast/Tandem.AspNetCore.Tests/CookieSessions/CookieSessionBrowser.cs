using Tandem.Accounts;
using Tandem.CookieSessions;
using Tandem.MasterKeys;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>Somebody's browser on the pages of a host: it keeps the session cookie, and sends what browsers send.</summary>
internal sealed class CookieSessionBrowser(TandemHost host)
{
    private const string Html = "text/html,application/xhtml+xml,*/*;q=0.8";

    /// <summary>The value of the session cookie; null for none.</summary>
    public string? Cookie { get; set; }

    /// <summary>Its account.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Signs a new account in.</summary>
    public static async Task<CookieSessionBrowser> SignedInAsync(TandemHost host, IReadOnlyList<string>? roles = null, bool rememberMe = true)
    {
        var account = await host.CreateAccountAsync(roles: roles);
        return await SignedInAsync(host, account, rememberMe);
    }

    /// <summary>Signs an account in, in a browser of its own.</summary>
    public static async Task<CookieSessionBrowser> SignedInAsync(TandemHost host, Account account, bool rememberMe = true)
    {
        var visitor = new CookieSessionBrowser(host);
        (await visitor.SignInAsync(account, rememberMe)).ShouldBe(302);
        return visitor;
    }

    /// <summary>Fills in the form.</summary>
    public Task<ApiResponse> SignInAsync(Account account, bool rememberMe = true, string? returnUrl = null, string password = TestAccounts.Password)
    {
        Account = account;
        return PostAsync(CookieSessionFixture.SignIn, ("email", account.Email), ("password", password), ("remember", rememberMe ? "yes" : "no"),
            ("returnUrl", returnUrl ?? ""));
    }

    /// <summary>Loads a page.</summary>
    public Task<ApiResponse> GetAsync(string path) => SendAsync(new ApiRequest("GET", path).Header("Accept", Html));

    /// <summary>Sends a form of a page of this host.</summary>
    public Task<ApiResponse> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(Form(path, fields).Header("Accept", Html).Origin(host.Origin).Header("Sec-Fetch-Site", "same-origin"));

    /// <summary>A form, not yet sent, that says nothing of where it comes from.</summary>
    public static ApiRequest Form(string path, params (string Name, string Value)[] fields) => new ApiRequest("POST", path)
        .Body(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")), "application/x-www-form-urlencoded");

    /// <summary>A CSRF token of the session, from a page of it.</summary>
    public async Task<string> CsrfTokenAsync() => (await GetAsync(CookieSessionFixture.Page)).ShouldBe(200).Body;

    /// <summary>Sends a request with the cookie, and keeps what the answer does to it.</summary>
    public async Task<ApiResponse> SendAsync(ApiRequest request)
    {
        var answer = await host.SendAsync(Cookie is null ? request : request.Cookies($"{host.SessionCookieName()}={Cookie}"));
        foreach (var cookie in answer.SetCookies.Where(cookie => cookie.Name == host.SessionCookieName()))
            Cookie = cookie.Clears ? null : cookie.Value;
        return answer;
    }

    /// <summary>The id of the session in the cookie.</summary>
    public Guid SessionId => Token.SessionId;

    /// <summary>The session in the cookie.</summary>
    public Task<Session> SessionAsync() => host.SessionAsync(SessionId);

    private CookieSessionToken Token => CookieSessionTokenFormat.Of(host.Get<Installation>()).TryParse(Cookie, out var token) is CookieSessionTokenFault.None
        ? token!
        : throw new InvalidOperationException("There is no session cookie.");
}
