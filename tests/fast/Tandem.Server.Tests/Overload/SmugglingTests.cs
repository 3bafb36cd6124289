namespace Tandem.Server.Tests.Overload;

/// <summary>
/// Requests that two servers in a row could take for different ones. Each is refused, or is exactly one request, and what follows it on
/// the connection is never taken for something else. V17, CVE-2025-55315.
/// </summary>
[Trait("requirement", "V17")]
public sealed class SmugglingTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    private const string Host = "Host: a\r\n";
    private const string Post = "POST /api/auth/refresh HTTP/1.1\r\n" + Host;

    // What an attacker would smuggle, and what an honest client's next request is.
    private const string Smuggled = "GET /api/auth/smuggled HTTP/1.1\r\n" + Host + "\r\n";
    private const string Next = "GET /healthz HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n";

    /// <summary>What must be refused, and must end the connection.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "CL.TE", Post + $"Content-Length: {Smuggled.Length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "TE.CL", Post + $"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{Smuggled.Length:x}\r\n{Smuggled}\r\n0\r\n\r\n" },
        { "two lengths", Post + $"Content-Length: 0\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "two equal lengths", Post + $"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}{Smuggled}" },
        { "a list of lengths", Post + $"Content-Length: 0, {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a negative length", Post + "Content-Length: -2\r\n\r\n{}" + Smuggled },
        { "a hexadecimal length", Post + "Content-Length: 0x2\r\n\r\n{}" + Smuggled },
        { "a blank before the colon", Post + $"Content-Length : {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a tab before the colon", Post + $"Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "an unknown transfer coding", Post + $"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "chunked and then another coding", Post + $"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "chunked in quotes", Post + $"Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "a vertical tab before chunked", Post + $"Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "a folded header", Post + $"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n{Smuggled}" },
        { "a folded length", Post + $"X-Folded: a\r\n Content-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a bare CR in a header", Post + $"X-Bare: a\rContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a NUL in a header", Post + $"X-Nul: a\0b\r\nContent-Length: 0\r\n\r\n{Smuggled}" },
        { "a header without a name", Post + $": {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a header without a colon", Post + $"Content-Length {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a chunk extension that ends in a bare LF", Post + $"Transfer-Encoding: chunked\r\n\r\n2;\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk extension with a bare LF in it", Post + $"Transfer-Encoding: chunked\r\n\r\n2;a\nb\r\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk extension with a bare CR in it", Post + $"Transfer-Encoding: chunked\r\n\r\n2;a\rb\r\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk size that ends in a bare LF", Post + $"Transfer-Encoding: chunked\r\n\r\n2\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk that ends in a bare LF", Post + $"Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\n0\r\n\r\n{Smuggled}" },
        { "a chunk longer than it says", Post + $"Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}{Smuggled}\r\n0\r\n\r\n" },
        { "a chunk size with a sign", Post + $"Transfer-Encoding: chunked\r\n\r\n+2\r\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk size with a prefix", Post + $"Transfer-Encoding: chunked\r\n\r\n0x2\r\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk size beyond all bounds", Post + $"Transfer-Encoding: chunked\r\n\r\n100000000000000002\r\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "a chunk size of nothing", Post + $"Transfer-Encoding: chunked\r\n\r\n\r\n{{}}\r\n0\r\n\r\n{Smuggled}" },
        { "no host", $"GET /healthz HTTP/1.1\r\n\r\n{Smuggled}" },
        { "two hosts", $"GET /healthz HTTP/1.1\r\n{Host}Host: b\r\n\r\n{Smuggled}" },
        { "a host with a path", $"GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n{Smuggled}" },
        { "a host with a user", $"GET /healthz HTTP/1.1\r\nHost: u@a\r\n\r\n{Smuggled}" },
        { "a host with a blank", $"GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n{Smuggled}" },
        { "an absolute target of another host", $"GET http://b/healthz HTTP/1.1\r\n{Host}\r\n{Smuggled}" },
        { "a target of an authority alone", $"GET a:80 HTTP/1.1\r\n{Host}\r\n{Smuggled}" },
        { "a POST without a length in HTTP/1.0", $"POST /api/auth/refresh HTTP/1.0\r\n\r\n{Smuggled}" },
        { "an unknown version", $"GET /healthz HTTP/1.2\r\n{Host}\r\n{Smuggled}" },
        { "no version", $"GET /healthz\r\n\r\n{Smuggled}" },
        { "HTTP/2 in the clear", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Smuggled },
    };

    /// <summary>What may be odd and is one request, with one reading, after which the next one is read as sent.</summary>
    public static TheoryData<string, string> OneRequest => new()
    {
        { "a length", Post + "Content-Length: 2\r\n\r\n{}" },
        { "chunks", Post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
        { "chunks by another spelling", Post + "transfer-encoding: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
        { "a chunk extension", Post + "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\n\r\n" },
        { "trailers", Post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 500\r\n\r\n" },
        { "a body that the endpoint does not read", "GET /healthz HTTP/1.1\r\n" + Host + "Content-Length: 5\r\n\r\nGET /" },
        { "a body that looks like a request", Post + $"Content-Type: text/plain\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        { "a body refused unread", "POST /api/auth/login HTTP/1.1\r\n" + Host + $"Content-Type: text/plain\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}" },
        // The web server takes these three, and reads them in one way: a length with a sign as the number, a header with a name that is none as
        // a header that means nothing, a tunnel as a path that nobody answers.
        { "a signed length", Post + "Content-Length: +2\r\n\r\n{}" },
        { "a header name in quotes", Post + $"\"Content-Length\": {Smuggled.Length}\r\nContent-Length: 0\r\n\r\n" },
        { "a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n" },
        { "an absolute target of the same host", $"GET http://a/healthz HTTP/1.1\r\n{Host}\r\n" },
        { "a fragment of a path in the query", $"GET /healthz?/../a HTTP/1.1\r\n{Host}\r\n" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_can_be_read_in_two_ways_is_refused_and_ends_the_connection(string name, string request)
    {
        using var connection = await RawConnection.OpenAsync(served.Server.Url);
        await connection.TrySendAsync(request + Next);

        var answers = await connection.ReadToEndAsync();

        // What is not HTTP/1 at all may end the connection without a word.
        Assert.True(answers.Count == 1 || (answers.Count == 0 && name == "HTTP/2 in the clear"), $"{name}: {answers.Count} answers");
        Assert.All(answers, answer => Assert.True(answer.Status is >= 400 and < 500 or 505, $"{name}: {answer.Head}"));
    }

    [Theory]
    [MemberData(nameof(OneRequest))]
    public async Task What_is_odd_is_one_request_and_the_next_is_read_as_it_was_sent(string name, string request)
    {
        using var connection = await RawConnection.OpenAsync(served.Server.Url);
        await connection.TrySendAsync(request + Next);

        var answers = await connection.ReadToEndAsync();

        Assert.True(answers.Count == 2, $"{name}: {string.Join("\n", answers.Select(answer => answer.Head))}");
        Assert.Equal(200, answers[1].Status);
        Assert.Contains("{\"status\":\"ok\"}", answers[1].Body, StringComparison.Ordinal);
    }
}
