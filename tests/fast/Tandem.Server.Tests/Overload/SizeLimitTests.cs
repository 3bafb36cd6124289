namespace Tandem.Server.Tests.Overload;

/// <summary>Requests that are larger than they may be: refused with a status that says so, before anything is done for them. E8, K5.</summary>
[Trait("requirement", "K5")]
public sealed class SizeLimitTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    private const string Json = "Content-Type: application/json\r\n";

    /// <summary>What the web server refuses before any of our code runs: it closes, and its answer has no body.</summary>
    public static TheoryData<string, int> RefusedByTheWebServer => new()
    {
        { $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: a\r\n\r\n", 414 },
        { $"GET /healthz?{new string('a', 9_000)} HTTP/1.1\r\nHost: a\r\n\r\n", 414 },
        { $"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Large: {new string('a', 33_000)}\r\n\r\n", 431 },
        { $"GET /healthz HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 100).Select(number => $"X-{number}: a\r\n"))}\r\n", 431 },
        { $"GET /healthz HTTP/1.1\r\nHost: a\r\nCookie: {new string('a', 33_000)}\r\n\r\n", 431 },
        { "GARBAGE\r\n\r\n", 400 },
        { "GET /healthz HTTP/1.1\r\n\r\n", 400 },
    };

    /// <summary>What our own stages refuse, in words.</summary>
    public static TheoryData<string, string, int, string> RefusedInWords => new()
    {
        { "Content-Length: 16385\r\n", "", 413, "body_too_large" },
        { "Content-Length: 99999999999\r\n", "", 413, "body_too_large" },
        { "Transfer-Encoding: chunked\r\n", $"4001\r\n{new string(' ', 0x4001)}\r\n0\r\n\r\n", 413, "body_too_large" },
        { "Transfer-Encoding: chunked\r\n", string.Concat(Enumerable.Repeat("1\r\n \r\n", 20_000)) + "0\r\n\r\n", 413, "body_too_large" },
        { "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n", 400, "malformed_request" },
        { "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}", 415, "unsupported_media_type" },
        { "Content-Encoding: br, identity\r\nContent-Length: 2\r\n", "{}", 415, "unsupported_media_type" },
        { "Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n", 415, "unsupported_media_type" },
        { "Content-Length: 40\r\n", new string('[', 40), 400, "malformed_request" },
        { "Content-Length: 80\r\n", "{\"a\":" + new string('[', 37) + new string(']', 37) + "}", 400, "malformed_request" },
    };

    [Theory]
    [MemberData(nameof(RefusedByTheWebServer))]
    public async Task What_the_web_server_refuses_has_its_status_no_body_and_the_end_of_the_connection(string request, int status)
    {
        using var connection = await RawConnection.OpenAsync(served.Server.Url);
        await connection.TrySendAsync(request);

        var answer = Assert.Single(await connection.ReadToEndAsync());

        Assert.Equal((status, ""), (answer.Status, answer.Body));
        Assert.Null(answer.Header("Server"));
    }

    [Theory]
    [MemberData(nameof(RefusedInWords))]
    public async Task What_our_own_stages_refuse_is_a_problem_document(string headers, string body, int status, string code)
    {
        foreach (var path in new[] { "/api/auth/login", "/api/auth/refresh", "/api/auth/logout" })
        {
            using var connection = await RawConnection.OpenAsync(served.Server.Url);
            await connection.TrySendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{Json}{headers}\r\n{body}");

            var answer = Assert.Single(await connection.ReadToEndAsync());

            Assert.True(answer.Status == status, $"{path}: {answer.Head}\n{answer.Body}");
            Assert.Equal("application/problem+json", answer.Header("Content-Type"));
            Assert.Contains($"\"code\":\"{code}\"", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task As_many_cookies_as_fit_into_the_headers_are_read_and_the_right_one_is_found_among_them()
    {
        await served.Installation.CreateUserAsync("cookies@example.com");
        var signedIn = await served.Server.SignInAsync("cookies@example.com");
        var token = signedIn.Cookie.Split('=', 2)[1];
        var forged = string.Concat(Enumerable.Range(0, 200).Select(number => $"refreshToken={token[..^4]}{number:d4}; "));
        var small = string.Concat(Enumerable.Range(0, 300).Select(number => $"c{number}=; "));
        using var connection = await RawConnection.OpenAsync(served.Server.Url);

        await connection.TrySendAsync($"POST /api/auth/refresh HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nCookie: {forged}{small}{signedIn.Cookie}\r\n\r\n");

        Assert.Equal(200, (await connection.ReadAsync())!.Status);
    }
}
