using Microsoft.AspNetCore.Builder;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Tests.Http.Bodies;

/// <summary>Methods and paths that nothing answers. E7.</summary>
[Trait("requirement", "E7")]
public sealed class MethodTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO"];
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Every_other_method_of_every_endpoint_is_not_allowed_and_says_which_is()
    {
        foreach (var path in (await Operation.AllAsync(host)).GroupBy(operation => operation.Path))
        {
            // RFC 9110 §9.3.2: HEAD wherever GET is.
            var allowed = path.Select(operation => operation.Method).SelectMany(method => method == "GET" ? [method, "HEAD"] : new[] { method }).ToList();
            foreach (var method in Methods.Except(allowed))
            {
                var sent = $"{method} {path.Key}";
                var answer = (await host.SendAsync(new ApiRequest(method, path.Key))).ShouldBeProblem(sent);
                Assert.True(answer.Status == 405, $"{sent}: {answer.Status}");
                Assert.Equal(allowed.Order(), answer.Header("Allow")!.Split(", ").Order());
                Assert.Equal(method == "HEAD", answer.Body.Length == 0);
            }
        }
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does_without_the_body()
    {
        var token = (await host.SignInAsync()).AccessToken;
        var paths = (await Operation.AllAsync(host)).Where(operation => operation.Method == "GET").Select(operation => operation.Path).Append("/api/auth/openapi.json").ToList();
        Assert.Contains("/api/me", paths);
        foreach (var path in paths)
        {
            foreach (var presented in new[] { null, token })
            {
                var get = await host.SendAsync(new ApiRequest("GET", path).Bearer(presented));
                var head = await host.SendAsync(new ApiRequest("HEAD", path).Bearer(presented));

                Assert.Equal(get.Status, head.Status);
                Assert.Empty(head.Body);
                Assert.NotEmpty(get.Body);
                foreach (var name in new[] { "Content-Type", "Cache-Control", "ETag", "WWW-Authenticate" })
                    Assert.Equal(get.Header(name)?.Replace(" ", "", StringComparison.Ordinal), head.Header(name)?.Replace(" ", "", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("/api/auth")]
    [InlineData("/api/auth/")]
    [InlineData("/api/auth/nowhere")]
    [InlineData("/api/auth/login/nowhere")]
    [InlineData("/api/auth/login/../nowhere")]
    [InlineData("/api/auth//login")]
    [InlineData("/api/auth/sessions/a/b")]
    [InlineData("/API/AUTH/nowhere")]
    [InlineData("/api/auth/login%2f")]
    [InlineData("/api/auth/.env")]
    public async Task Nothing_else_below_the_base_path_is_there_by_any_method(string path)
    {
        foreach (var method in Methods)
        {
            var answer = (await host.SendAsync(new ApiRequest(method, path))).ShouldBeProblem($"{method} {path}");
            Assert.True(answer.Status == 404, $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task What_the_application_does_not_answer_is_refused_as_it_would_be_without_tandem()
    {
        await using var plain = await TandemHost.StartAsync(new TandemHostSettings { HasFallbackPage = false });

        Assert.Empty((await plain.GetAsync("/nowhere")).ShouldBe(404).Body);
        var refused = (await plain.SendAsync(new ApiRequest("DELETE", ApplicationEndpoints.Open))).ShouldBe(405);
        Assert.Equal(("", "GET"), (refused.Body, refused.Header("Allow")));
    }

    [Fact]
    [Trait("requirement", "K6")]
    public async Task A_fault_of_the_application_tells_nothing_of_itself()
    {
        var answer = await host.GetAsync(ApplicationEndpoints.Broken);

        Assert.Equal((500, ""), (answer.Status, answer.Body));
        Assert.DoesNotContain(answer.Headers, header => header.Key is "X-Request-Id" or "Content-Type");
    }

    [Fact]
    [Trait("requirement", "K6")]
    public async Task A_fault_of_tandem_tells_nothing_of_itself()
    {
        await using var faulty = await TandemHost.StartAsync(new TandemHostSettings
        {
            Map = app => app.MapGet("/faulty", context =>
            {
                context.Response.ContentLength = 3;
                throw new InvalidOperationException("Secret detail of a fault.");
            }).WithMetadata(new TandemEndpoint()),
        });

        var answer = await faulty.GetAsync("/faulty");

        Assert.Equal((500, "internal_error"), (answer.Status, answer.Code));
        Assert.Equal(answer.Header("X-Request-Id"), answer.Json.GetProperty("requestId").GetString());
        Assert.DoesNotContain("Secret detail", answer.Body, StringComparison.Ordinal);
        Assert.NotEmpty(faulty.Logs.With(answer.Header("X-Request-Id")!, "Secret detail"));
    }
}
