using System.Net;
using System.Text.Json;

namespace Tandem.Server.Tests.Serving;

/// <summary><c>tandem serve</c> alone: there is no application whose the rest of the host would be, so that Tandem answers all of it.</summary>
public sealed class OwnHostTests
{
    [Theory]
    [InlineData("GET", "/", HttpStatusCode.NotFound, "not_found")]
    [InlineData("POST", "/nowhere/at/all", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/.well-known/security.txt", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/nowhere?token=x", HttpStatusCode.BadRequest, "token_in_query")]
    public async Task What_nothing_answers_is_a_problem_with_the_headers_of_a_host(string method, string path, HttpStatusCode status, string code)
    {
        using var tandem = new TestInstallation();
        tandem.Environment["Tandem__PublicUrl"] = "https://auth.example.com";
        await using var server = await tandem.ServeAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Url, path));
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((status, code), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(problem.GetProperty("requestId").GetString(), Assert.Single(response.Headers.GetValues("X-Request-Id")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("max-age=31536000", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
    }
}
