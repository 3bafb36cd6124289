using System.Text;

using Tandem.Passwords;

namespace Tandem.AspNetCore.Tests.Passwords;

/// <summary>A password is compared whole and as received. A2, A3, A7, V24.</summary>
[Trait("requirement", "A2")]
public sealed class PasswordFormTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    public static TheoryData<string, string> Pairs => new()
    {
        { new string('a', 200), new string('a', 199) + "b" },
        { new string('a', 80), new string('a', 72) + "bbbbbbbb" },
        { new string('a', 80), new string('a', 72) },
        { "nul\0inside the password", "nul" },
        { "nul\0inside the password", "nul\0inside the passworD" },
        { "ends in nul\0", "ends in nul" },
        { " spaces around ", "spaces around" },
        { "Case Matters Here", "case matters here" },
        // A3: not normalised. Composed and decomposed forms of one text are two passwords.
        { "caf\u00e9 au lait bien chaud", "cafe\u0301 au lait bien chaud" },
        { "🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑", "🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔒" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Only_the_very_same_password_signs_in(string password, string almost)
    {
        var account = await host.CreateAccountAsync(password: password);

        (await host.LoginAsync(account.Email, almost)).ShouldBe(401, "invalid_credentials");
        (await host.LoginAsync(account.Email, password)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "A7")]
    public async Task The_longest_password_signs_in_and_a_longer_one_is_not_evaluated()
    {
        var longest = new string('é', 512);
        Assert.Equal(1024, Encoding.UTF8.GetByteCount(longest));
        var account = await host.CreateAccountAsync(password: longest);
        var evaluations = host.Get<PasswordHasher>().Evaluations;

        var tooLong = (await host.LoginAsync(account.Email, longest + "x")).ShouldBe(400, "validation_failed");

        Assert.True(tooLong.Json.GetProperty("errors").TryGetProperty("password", out _));
        Assert.Equal(evaluations, host.Get<PasswordHasher>().Evaluations);
        (await host.LoginAsync(account.Email, longest)).ShouldBe(200);
    }

    [Theory]
    [InlineData("email", "")]
    [InlineData("email", "no at sign")]
    [InlineData("email", "@example.com")]
    [InlineData("email", "a@")]
    [InlineData("email", "a@b@c")]
    [InlineData("email", "a b@example.com")]
    [InlineData("email", "a@exa\nmple.com")]
    [InlineData("email", "a@exa\u202emple.com")]
    [InlineData("email", null)]
    [InlineData("password", "")]
    [InlineData("password", null)]
    public async Task A_value_that_cannot_be_is_a_failed_validation_that_names_the_member(string member, string? value)
    {
        var body = new Dictionary<string, object?> { ["email"] = "a@example.com", ["password"] = "something", [member] = value };

        var answer = (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Json(body))).ShouldBe(400, "validation_failed");

        Assert.Equal([member], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.NotEmpty(answer.Json.GetProperty("errors").GetProperty(member)[0].GetString()!);
    }

    [Fact]
    public async Task All_members_that_break_a_rule_are_named_at_once()
    {
        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Json(new { delivery = "pigeon" }));

        Assert.Equal(
            ["delivery", "email", "password"],
            answer.ShouldBe(400, "validation_failed").Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }
}
