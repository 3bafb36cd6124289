using Tandem.AspNetCore.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;
using Tandem.MasterKeys;

namespace Tandem.AspNetCore.Testing;

/// <summary>Calls of a host's endpoints, one method each.</summary>
public static class TandemHostCalls
{
    /// <summary>Sends a request.</summary>
    public static async Task<ApiResponse> SendAsync(this TandemHost host, ApiRequest request)
    {
        using var message = request.ToMessage(host.CookieName);
        using var response = await host.Http.SendAsync(message);
        var answer = await ApiResponse.ReadAsync(response);
        return answer.Status == 500 ? answer with { Fault = host.Logs.With(" Critical ").LastOrDefault() } : answer;
    }

    /// <summary>The name of the refresh cookie that the host sets for a page; null for a program.</summary>
    public static string CookieName(this TandemHost host, string? page = null) =>
        host.Get<PublicAddress>().Cookies.For(Origin.TryParse(page, out var origin) ? origin : null).Name;

    /// <summary>The name of the cookie of cookie sessions.</summary>
    public static string SessionCookieName(this TandemHost host) => SessionCookie.For(host.Get<PublicAddress>().PublicOrigin, host.Get<Installation>().CookieSuffix).Name;

    /// <summary>Signs in.</summary>
    public static Task<ApiResponse> LoginAsync(
        this TandemHost host, string email, string password = TestAccounts.Password, string? delivery = null, bool? rememberMe = null) =>
        host.SendAsync(
            new ApiRequest("POST", "/api/auth/login")
                .Json(Without(("email", email), ("password", password), ("delivery", delivery), ("rememberMe", rememberMe))));

    /// <summary>Refreshes with a cookie.</summary>
    public static Task<ApiResponse> RefreshAsync(this TandemHost host, string? refreshToken) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(refreshToken));

    /// <summary>Refreshes with a token in the body.</summary>
    public static Task<ApiResponse> RefreshByBodyAsync(this TandemHost host, string refreshToken) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Json(new { refreshToken }));

    /// <summary>Signs out with a cookie.</summary>
    public static Task<ApiResponse> LogoutAsync(this TandemHost host, string? refreshToken) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Cookie(refreshToken));

    /// <summary>Asks who is signed in.</summary>
    public static Task<ApiResponse> MeAsync(this TandemHost host, string? accessToken) => host.GetAsync("/api/me", accessToken);

    /// <summary>Reads a path.</summary>
    public static Task<ApiResponse> GetAsync(this TandemHost host, string path, string? accessToken = null) =>
        host.SendAsync(new ApiRequest("GET", path).Bearer(accessToken));

    private static Dictionary<string, object> Without(params (string Name, object? Value)[] members) =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!);
}
