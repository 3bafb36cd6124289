namespace Tandem.AspNetCore.Tests.Hosting.Guests;

/// <summary>One request to an application, and what identifies it in a list.</summary>
internal sealed record RecordedRequest(string Method, string Target, string? Body = null, string ContentType = "application/json")
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public override string ToString() => $"{Method} {Target} {string.Join(", ", Headers)} {Body}";
}

/// <summary>What is asked of the application with and without Tandem, in this order: some requests use cookies that earlier ones got.</summary>
internal static class RecordedRequests
{
    private const string Page = "text/html,application/xhtml+xml";

    // A JWT of somebody else's: {"typ":"at+jwt","alg":"ES256","kid":"k"} and {"iss":"https://id.example"}.
    private const string ForeignJwt = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ.c2ln";

    // As long as Tandem's refresh tokens, and of the same alphabet.
    private static readonly string Confirmation = "AQ" + new string('x', 114);

    public static IReadOnlyList<RecordedRequest> All { get; } =
    [
        new("GET", "/"),
        With("GET", "/", ("Accept", Page)),
        new("HEAD", "/hello"),
        new("GET", "/hello"),
        new("PUT", "/hello"),
        new("OPTIONS", "/hello"),
        new("GET", "/orders/7"),
        new("GET", "/orders/seven"),
        new("POST", "/orders", """{"id":1,"item":"Lamp","quantity":2}"""),
        new("POST", "/orders", """{"id":"""),
        new("POST", "/orders", "<order/>", "application/xml"),
        new("POST", "/raw", new string('a', 100_000), "text/plain"),
        With("POST", "/raw", ("Content-Encoding", "gzip")) with { Body = "not packed" },

        new("GET", "/query?token=abc"),
        new("GET", "/query?access_token=abc&id_token=def"),
        new("GET", "/query?Token"),
        new("GET", $"/query?token={Confirmation}"),
        new("GET", $"/query?access_token={ForeignJwt}"),
        new("GET", "/query?ticket=tandem_ticket_1"),
        new("POST", "/raw?token=abc", "unsubscribe", "text/plain"),
        new("GET", "/nowhere?token=abc"),

        new("GET", "/nowhere"),
        With("GET", "/nowhere", ("Accept", Page)),
        new("POST", "/nowhere/else", "{}"),
        new("GET", "/.well-known/security.txt"),
        new("GET", "/api/nowhere"),
        new("GET", "/missing"),
        new("GET", "/empty/400"),
        new("GET", "/empty/401"),
        With("GET", "/empty/401", ("Accept", Page)),
        new("GET", "/empty/403"),
        new("GET", "/empty/404"),
        new("GET", "/empty/500"),
        new("GET", "/empty/503"),
        new("GET", "/challenge"),
        new("GET", "/problem"),
        new("GET", "/throws"),
        With("GET", "/throws-later", ("Accept", Page)),
        With("GET", "/throws-later", ("Accept", Page), ("Origin", "https://elsewhere.example")),
        new("GET", "/bad-request"),
        new("GET", "/old"),
        new("GET", "/cached"),
        new("GET", "/own-headers"),
        new("GET", "/stream"),

        new("GET", "/site.css"),
        new("HEAD", "/site.css"),
        With("GET", "/site.css", ("Range", "bytes=0-3")),
        new("GET", "/missing.css"),

        With("GET", "/prices", ("Origin", ExistingApplication.Partner)),
        With("GET", "/prices", ("Origin", "https://elsewhere.example")),
        With("OPTIONS", "/prices", ("Origin", ExistingApplication.Partner), ("Access-Control-Request-Method", "PUT")),
        With("OPTIONS", "/hello", ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "GET")),
        With("OPTIONS", "/nowhere", ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST")),
        With("POST", "/orders", ("Origin", "https://shop.example.com")) with { Body = """{"id":3,"item":"Desk","quantity":1}""" },
        With("GET", "/hello", ("Origin", "null")),

        new("GET", "/limited"),
        new("GET", "/limited"),

        new("GET", "/who"),
        With("GET", "/who", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https")),
        With("GET", "/who", ("Authorization", "Bearer garbage"), ("Cookie", "__Host-refreshToken=garbage")),
        With("GET", "/trace", ("X-Request-Id", "the caller's")),
        new("GET", "/private?a=b"),
        With("GET", "/private", ("X-Requested-With", "XMLHttpRequest")),
        new("GET", "/machine"),
        With("GET", "/machine", ("Accept", Page)),
        With("GET", "/machine", ("X-Key", "right")),
        With("GET", "/machine/admin", ("X-Key", "right")),
        new("POST", "/form", "name=ana", "application/x-www-form-urlencoded"),
        new("GET", "/form"),
        new("POST", "/login"),
        new("GET", "/private"),
        new("GET", "/admin"),
        new("GET", "/who"),
        new("POST", "/logout"),
        new("GET", "/openapi/v1.json"),
    ];

    private static RecordedRequest With(string method, string target, params IReadOnlyList<(string Name, string Value)> headers) =>
        new(method, target) { Headers = headers };
}
