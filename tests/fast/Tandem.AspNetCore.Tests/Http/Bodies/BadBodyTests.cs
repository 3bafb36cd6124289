using System.Text;

using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Http.Bodies;

/// <summary>Bodies that cannot be read or are too long: refused with a problem document, nothing changed. E8, E10.</summary>
[Trait("requirement", "E10")]
public sealed class BadBodyTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const int Limit = 16 * 1024;
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task No_endpoint_takes_a_malformed_body_and_none_changes_anything()
    {
        var victim = await host.SignInAsync();
        var before = await host.SessionAsync(victim.SessionId);
        var logins = (await host.EventsAsync<LoginSucceeded>()).Count;

        foreach (var operation in await WithBodiesAsync())
        {
            foreach (var body in BadBodies.For(operation))
            {
                var sent = $"{operation} {Encoding.Latin1.GetString(body[..Math.Min(80, body.Length)])}";
                var answer = (await host.SendAsync(WithVictim(operation, victim).Body(body))).ShouldBeProblem(sent);
                Assert.True(answer.Status == 400, $"{sent}: {answer.Status}");
                Assert.Empty(answer.SetCookies);
            }
        }

        Assert.Equivalent(before, await host.SessionAsync(victim.SessionId), strict: true);
        (await host.MeAsync(victim.AccessToken)).ShouldBe(200);
        Assert.Equal(logins, (await host.EventsAsync<LoginSucceeded>()).Count);
    }

    [Fact]
    public async Task No_endpoint_fails_over_members_that_nobody_asked_for()
    {
        foreach (var operation in await WithBodiesAsync())
        {
            foreach (
                var body in new[] { "{\"\\ud800\":1}", "{\"__proto__\":{}}", "{\"\":null}", "{\"😀\":\"\\u0000\"}", "{\"a\":1,\"a\":2}",
                    "{\"roles\":[\"admin\"],\"isAdmin\":true}" })
            {
                var answer = await host.SendAsync(operation.Request().Body(body));
                Assert.True(answer.Status < 500, $"{operation} {body}: {answer.Status} {answer.Fault}");
            }
        }
    }

    [Fact]
    public async Task Texts_with_control_characters_emoji_and_nul_are_read_and_refused_without_a_fault()
    {
        foreach (var operation in await WithBodiesAsync())
        {
            foreach (
                var text in new[] { "\\u0000", "\\u001b[31m", "\\r\\nSet-Cookie: a=b", "😀@😀.example", "\\u202e\\u2028", "' OR 1=1 --",
                    "${jndi:ldap://x}", "../../etc/passwd", "a@example.com\\u0000" })
            {
                var members = operation.Members.Where(member => member.Value == "string").Select(member => $"\"{member.Key}\":\"{text}\"");
                var answer = await host.SendAsync(operation.Request().Body("{" + string.Join(',', members) + "}"));
                answer.ShouldBeProblem($"{operation} {text}");
                Assert.DoesNotContain(answer.Headers, header => header.Value.Contains("a=b", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    [Trait("requirement", "A7")]
    public async Task A_body_over_the_limit_is_too_large_whether_its_length_is_told_or_not()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"email":"{{new string('a', 1024 * 1024)}}"}""");
        var accessToken = (await host.SignInAsync()).AccessToken;
        foreach (var operation in await WithBodiesAsync())
        {
            foreach (var size in new[] { Limit + 1, body.Length })
            {
                (await host.SendAsync(operation.Request().Bearer(accessToken).Body(body[..size]))).ShouldBe(413, "body_too_large")
                    .ShouldBeProblem($"{operation}, {size} bytes");
                var chunked = await host.SendRawAsync(Chunked(operation, body[..size], accessToken));
                chunked.ShouldBe(413, "body_too_large").ShouldBeProblem($"{operation}, {size} bytes in chunks");
            }
        }
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read()
    {
        var padded = "{}" + new string(' ', Limit - 2);
        foreach (var operation in await WithBodiesAsync())
        {
            Assert.NotEqual(413, (await host.SendAsync(operation.Request().Body(padded))).Status);
            // In chunks their own lengths count too.
            Assert.NotEqual(413, (await host.SendRawAsync(Chunked(operation, Encoding.UTF8.GetBytes(padded[..^32])))).Status);
        }
    }

    [Fact]
    public async Task Endpoints_without_a_body_are_not_disturbed_by_one()
    {
        foreach (var operation in (await Operation.AllAsync(host)).Where(operation => !operation.HasBody))
        {
            foreach (var body in new[] { "", "null", "garbage", "{\"a\":" })
            {
                var answer = await host.SendAsync(operation.Request().Body(body));
                Assert.True(answer.Status is 200 or 401, $"{operation} {body}: {answer.Status}");
            }

            (await host.SendAsync(operation.Request().Body(new byte[Limit + 1]))).ShouldBe(413, "body_too_large");
        }
    }

    [Fact]
    [Trait("requirement", "E7")]
    public async Task A_required_body_must_be_declared_as_json()
    {
        foreach (
            var type in new[] { null, "", "text/plain", "text/json", "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=a", "application/xml", "application/json5", "json", "///", "application/", "*/*" })
        {
            var answer = await host.SendAsync(
                new ApiRequest("POST", "/api/auth/login").Body("""{"email":"a@example.com","password":"something"}""", type));
            answer.ShouldBe(415, "unsupported_media_type").ShouldBeProblem($"login as {type}");
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/problem+json")]
    public async Task Json_by_any_of_its_names_is_read(string type)
    {
        var account = await host.CreateAccountAsync();
        var body = $$"""{"email":"{{account.Email}}","password":"{{TestAccounts.Password}}"}""";

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Body(body, type))).ShouldBe(200);
    }

    private async Task<IEnumerable<Operation>> WithBodiesAsync()
    {
        var operations = (await Operation.AllAsync(host)).Where(operation => operation.HasBody).ToList();
        Assert.True(operations.Count >= 3);
        return operations;
    }

    private static ApiRequest WithVictim(Operation operation, ApiResponse victim) =>
        operation.Request().Cookie(victim.RefreshToken).Bearer(victim.AccessToken);

    private byte[] Chunked(Operation operation, byte[] body, string? accessToken = null)
    {
        var authorization = accessToken is null ? "" : $"Authorization: Bearer {accessToken}\r\n";
        var head = $"{operation.Method} {operation.Path} HTTP/1.1\r\nHost: {host.Url.Authority}\r\nConnection: close\r\n{authorization}"
            + $"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body, .. "\r\n0\r\n\r\n"u8];
    }
}
