using System.Text;
using System.Text.Json.Nodes;

using Tandem.AccessTokens;

namespace Tandem.Tests.AccessTokens;

/// <summary>Payloads under a good signature of the right key.</summary>
public sealed class AccessTokenClaimsTests
{
    private const string Uuid = "018f3c1e-0000-4000-8000-00000000000a";
    private readonly TokenFixture tokens = new();

    /// <summary>A claim, a JSON value put in its place (null: left out), and what becomes of the token.</summary>
    public static IReadOnlyCollection<ITheoryDataRow> Claims
    {
        get
        {
            var table = new TheoryData<string, string?, AccessTokenFault>();
            string[] required =
                ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid", "gen", "epoch", "roles", "auth_time", "amr"];
            foreach (var name in required)
            {
                foreach (var value in new[] { null, "null", "true", "{}", "1.5", "\"\"", "[1]", "[null]", "[[]]", "\"\\ud800\"" })
                    table.Add(name, value, AccessTokenFault.Malformed);
            }

            foreach (var name in new[] { "exp", "iat", "auth_time", "nbf" })
            {
                string[] times = ["-1", "1e3", "1.0", "\"1930000000\"", "99999999999999999999", "253402300800", "9223372036854775807"];
                foreach (var value in times)
                    table.Add(name, value, AccessTokenFault.Malformed);
            }

            foreach (var name in new[] { "gen", "epoch" })
            {
                table.Add(name, "0", AccessTokenFault.None);
                table.Add(name, "9223372036854775807", AccessTokenFault.None);
                table.Add(name, "9223372036854775808", AccessTokenFault.Malformed);
                table.Add(name, "-1", AccessTokenFault.Malformed);
                table.Add(name, "\"1\"", AccessTokenFault.Malformed);
            }

            foreach (var name in new[] { "sub", "sid" })
            {
                table.Add(name, $"\"{Uuid}\"", AccessTokenFault.None);
                var plain = Uuid.Replace("-", "", StringComparison.Ordinal);
                foreach (var value in new[] { Uuid.ToUpperInvariant(), $"{{{Uuid}}}", plain, Uuid + " ", "admin" })
                    table.Add(name, $"\"{value}\"", AccessTokenFault.Malformed);
            }

            foreach (var name in new[] { "roles", "amr" })
            {
                table.Add(name, "[]", AccessTokenFault.None);
                table.Add(name, """["\u00e9","\ud83d\ude00",""]""", AccessTokenFault.None);
                table.Add(name, "\"admin\"", AccessTokenFault.Malformed);
                table.Add(name, """["user",1]""", AccessTokenFault.Malformed);
                table.Add(name, """["user",null]""", AccessTokenFault.Malformed);
                table.Add(name, """["user",["admin"]]""", AccessTokenFault.Malformed);
                table.Add(name, """["\udc00"]""", AccessTokenFault.Malformed);
            }

            string[] issuers =
                ["https://auth.example.com/", "https://AUTH.example.com", "http://auth.example.com", "https://auth.example.com.evil", "x"];
            foreach (var issuer in issuers)
                table.Add("iss", $"\"{issuer}\"", AccessTokenFault.WrongIssuer);
            table.Add("iss", """["https://auth.example.com"]""", AccessTokenFault.Malformed);

            table.Add("aud", """["https://api.example.com"]""", AccessTokenFault.None);
            table.Add("aud", """["https://other.example.com","https://api.example.com"]""", AccessTokenFault.None);
            table.Add("aud", """["https://api.example.com",1]""", AccessTokenFault.Malformed);
            table.Add("aud", "[]", AccessTokenFault.WrongAudience);
            table.Add("aud", """["https://api.example.com/"]""", AccessTokenFault.WrongAudience);
            table.Add("aud", "\"https://api.example.com.evil\"", AccessTokenFault.WrongAudience);
            table.Add("aud", "\"https://API.example.com\"", AccessTokenFault.WrongAudience);
            table.Add("aud", "\"https://auth.example.com\"", AccessTokenFault.WrongAudience);

            table.Add("email", "\"ana@example.com\"", AccessTokenFault.None);
            table.Add("email", "[\"ana@example.com\"]", AccessTokenFault.Malformed);
            table.Add("nbf", "true", AccessTokenFault.Malformed);
            table.Add("nbf", "null", AccessTokenFault.Malformed);
            table.Add("from_a_newer_version", """{"a":[1,{"b":[]}]}""", AccessTokenFault.Malformed);
            table.Add("from_a_newer_version", """{"a":[1,{"b":null}]}""", AccessTokenFault.None);
            table.Add("from_a_newer_version", "\"\\ud800\"", AccessTokenFault.Malformed);
            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Claims))]
    internal void A_claim_is_there_and_of_its_type_or_the_token_is_refused(string name, string? value, AccessTokenFault expected)
    {
        var marker = Guid.NewGuid().ToString();
        var claims = JsonNode.Parse(tokens.Payload)!.AsObject();
        if (value is null)
            claims.Remove(name);
        else
            claims[name] = marker;
        var payload = claims.ToJsonString().Replace($"\"{marker}\"", value, StringComparison.Ordinal);
        Assert.Equal(expected, tokens.Validate(tokens.Sign(tokens.Header, payload)));
    }

    [Theory]
    [InlineData(",\"sub\":\"018f3c1e-0000-4000-8000-00000000000a\"}")]
    [InlineData(",\"\\u0073ub\":\"018f3c1e-0000-4000-8000-00000000000a\"}")]
    [InlineData(",\"x\":1,\"x\":1}")]
    [InlineData(",\"x\":{\"a\":1,\"a\":1}}")]
    [InlineData(",}")]
    [InlineData("}}")]
    [InlineData("} //")]
    [InlineData("}{}")]
    [InlineData("}\0")]
    [InlineData("")]
    public void Payloads_that_could_be_read_in_two_ways_or_not_at_all_are_refused(string ending) =>
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(tokens.Header, tokens.Payload.TrimEnd()[..^1] + ending)));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("plain text")]
    [InlineData("{}")]
    public void A_payload_is_an_object_with_claims(string payload) =>
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(tokens.Header, payload)));

    [Fact]
    public void Bytes_that_are_not_utf8_and_byte_order_marks_are_refused()
    {
        var header = Encoding.UTF8.GetBytes(tokens.Header);
        var payload = Encoding.UTF8.GetBytes(tokens.Payload.Replace("\"user\"", "\"?ser\"", StringComparison.Ordinal));
        Assert.Equal(AccessTokenFault.None, tokens.Validate(tokens.Sign(header, payload)));
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(header, [0xef, 0xbb, 0xbf, .. payload])));
        payload[payload.AsSpan().IndexOf((byte)'?')] = 0xff;
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(header, payload)));
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(header, Encoding.Unicode.GetBytes(tokens.Payload))));
    }
}
