using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using Tandem.Accounts;

namespace Tandem.Testing;

/// <summary>
/// A client of somebody who is signed in by tokens: it sends the access token with every request and keeps the refresh token. It renews
/// nothing by itself, so that a test sees what an access token that has expired leads to.
/// </summary>
public sealed class SignedInClient : IDisposable
{
    private readonly string basePath;
    private string? refreshToken;

    private SignedInClient(Account account, HttpClient http, string basePath)
    {
        Account = account;
        Http = http;
        this.basePath = basePath;
    }

    /// <summary>Who is signed in, as of the sign-in.</summary>
    public Account Account { get; }

    /// <summary>The client. Its addresses are those of the application; it keeps cookies and follows no redirect.</summary>
    public HttpClient Http { get; }

    /// <summary>The access token that <see cref="Http"/> sends.</summary>
    public string AccessToken { get; private set; } = "";

    /// <summary>Refreshes: exchanges the refresh token, and sends the new access token from then on.</summary>
    /// <returns>The response, whatever its status. Its content has been read.</returns>
    public async Task<HttpResponseMessage> RefreshAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, basePath + "/refresh");
        if (refreshToken is not null)
            request.Content = JsonContent.Create(new { refreshToken });
        var response = await Http.SendAsync(request);
        if (response.IsSuccessStatusCode)
            await TakeAsync(response);
        return response;
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    internal static async Task<SignedInClient> ReadAsync(Account account, HttpClient http, string basePath, HttpResponseMessage response)
    {
        var client = new SignedInClient(account, http, basePath);
        await client.TakeAsync(response);
        return client;
    }

    private async Task TakeAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        AccessToken = body.RootElement.GetProperty("accessToken").GetString()!;
        if (body.RootElement.TryGetProperty("refreshToken", out var delivered))
            refreshToken = delivered.GetString();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
    }
}
