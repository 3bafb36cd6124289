using System.Text;

namespace Tandem.AspNetCore.Tests.Http.Bodies;

/// <summary>What is wrong with a body is said of that body: the condition, the member, the position. E8.</summary>
[Trait("requirement", "E8")]
public sealed class BodyTextTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("", "The body is empty; send a JSON object.")]
    [InlineData("  \n", "The body is empty; send a JSON object.")]
    [InlineData("null", "The body is null; send a JSON object.")]
    [InlineData("[]", "The body is not a JSON object; send one.")]
    [InlineData("\"text\"", "The body is not a JSON object; send one.")]
    [InlineData("{\"email\":\"a\",}", "The body is not JSON, or is nested too deeply: the reader stopped in line 1, at byte 14 of it.")]
    [InlineData("{\n\"email\" \"a\"}", "the reader stopped in line 2, at byte 9 of it.")]
    [InlineData("{\"email\":1}", "The member email is of the wrong type; send a text in double quotes.")]
    [InlineData("{\"email\":[\"a\",\"b\"]}", "The member email is of the wrong type; send a text in double quotes.")]
    [InlineData("{\"rememberMe\":\"true\"}", "The member rememberMe is of the wrong type; send true or false.")]
    [InlineData("{\"email\":\"a\",\"email\":\"b\"}", "The member email is there twice; send it once.")]
    [InlineData("{\"email\":\"\\ud800\"}", "The text that begins at byte 10 of the body is not Unicode: it has an unpaired surrogate, or bytes that are not UTF-8.")]
    public async Task A_body_that_cannot_be_read_is_told_why_and_where(string body, string detail)
    {
        var answer = (await LoginAsync(Encoding.UTF8.GetBytes(body))).ShouldBe(400, "malformed_request");

        Assert.EndsWith(detail, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_named() =>
        Assert.StartsWith("The body is not UTF-8", (await LoginAsync(Encoding.Unicode.GetBytes("{}"))).ShouldBe(400, "malformed_request").Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"password\":\"p\"}", "email", "email is missing.")]
    [InlineData("{\"email\":\"ana.example.com\",\"password\":\"p\"}", "email", "email has no @.")]
    [InlineData("{\"email\":\"ana@@example.com\",\"password\":\"p\"}", "email", "email has more than one @.")]
    [InlineData("{\"email\":\"@example.com\",\"password\":\"p\"}", "email", "email has nothing before the @.")]
    [InlineData("{\"email\":\"ana@\",\"password\":\"p\"}", "email", "email has nothing after the @.")]
    [InlineData("{\"email\":\"a\\u200bna@example.com\",\"password\":\"p\"}", "email", "email has an invisible character, U+200B, as character 2.")]
    [InlineData("{\"email\":\"ana@exam ple.com\",\"password\":\"p\"}", "email", "email has white space, U+0020, as character 9.")]
    [InlineData("{\"email\":\"ana@example.com\\u0000\",\"password\":\"p\"}", "email", "email has a control character, U+0000, as character 16.")]
    [InlineData("{\"email\":\"ana@example.com\"}", "password", "password is missing.")]
    [InlineData("{\"email\":\"ana@example.com\",\"password\":\"\"}", "password", "password is empty.")]
    public async Task A_member_is_told_by_name_what_is_wrong_with_it(string body, string member, string rule)
    {
        var answer = (await LoginAsync(Encoding.UTF8.GetBytes(body))).ShouldBe(400, "validation_failed");

        Assert.Equal(rule, Assert.Single(answer.Json.GetProperty("errors").GetProperty(member).EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Lengths_are_told_in_numbers()
    {
        var email = new string('a', 250) + "@b.example";
        Assert.Equal("email has 260 characters; at most 254 are taken.", await RuleAsync("email", new { email, password = "p" }));
        Assert.Equal(
            "password has 1026 bytes of UTF-8; at most 1024 are taken.",
            await RuleAsync("password", new { email = "a@example.com", password = new string('é', 513) }));
    }

    [Fact]
    public async Task A_byte_order_mark_is_taken()
    {
        var account = await host.CreateAccountAsync();
        var body = Encoding.UTF8.GetBytes($$"""{"email":"{{account.Email}}","password":"{{TestAccounts.Password}}"}""");

        (await LoginAsync([0xEF, 0xBB, 0xBF, .. body])).ShouldBe(200);
    }

    private async Task<string?> RuleAsync(string member, object body)
    {
        var answer = (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Json(body))).ShouldBe(400, "validation_failed");
        return answer.Json.GetProperty("errors").GetProperty(member)[0].GetString();
    }

    private Task<ApiResponse> LoginAsync(byte[] body) => host.SendAsync(new ApiRequest("POST", "/api/auth/login").Body(body));
}
