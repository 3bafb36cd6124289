using Tandem.Passwords;

namespace Tandem.AspNetCore.Tests.Passwords;

/// <summary><c>POST password/change</c>: the present password first, and the other sessions end. A5, A8, A11, C9.</summary>
[Trait("requirement", "A5")]
public sealed class PasswordChangeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Other = "another horse battery staple";
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_does_not()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);

        (await ChangeAsync(signedIn, TestAccounts.Password, Other)).ShouldBe(204);

        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");
        (await host.LoginAsync(account.Email, Other)).ShouldBe(200);
    }

    [Fact]
    public async Task The_session_that_asks_goes_on_and_the_others_end()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email);
        var other = await host.LoginAsync(account.Email);

        (await ChangeAsync(asks, TestAccounts.Password, Other)).ShouldBe(204);

        (await host.RefreshAsync(other.RefreshToken)).ShouldBe(401, "session_revoked");
        var refreshed = (await host.RefreshAsync(asks.RefreshToken)).ShouldBe(200);
        (await host.MeAsync(refreshed.AccessToken)).ShouldBe(200);
    }

    [Fact]
    public async Task It_is_reported_with_the_session_that_asked()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email);

        await ChangeAsync(asks, TestAccounts.Password, Other);

        Assert.Equal(asks.SessionId, Assert.Single(await host.EventsAsync<PasswordChanged>(), changed => changed.Account == account.Id).Session);
    }

    [Fact]
    public async Task A_wrong_present_password_changes_nothing_and_is_reported()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);

        (await ChangeAsync(signedIn, "wrong wrong wrong", Other)).ShouldBe(401, "invalid_credentials");

        var failed = Assert.Single(await host.EventsAsync<PasswordChangeFailed>(), failed => failed.Account == account.Id);
        Assert.Equal(LoginFailure.WrongPassword, failed.Reason);
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "A11")]
    public async Task Guesses_of_the_present_password_share_the_counter_of_sign_ins()
    {
        // V4: another path must not be a way around the lock.
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        for (var guess = 0; guess < 3; guess++)
            (await ChangeAsync(signedIn, $"wrong guess {guess}", Other)).ShouldBe(401, "invalid_credentials");
        for (var guess = 0; guess < 2; guess++)
            (await host.LoginAsync(account.Email, $"wrong guess {guess}")).ShouldBe(401, "invalid_credentials");

        (await ChangeAsync(signedIn, TestAccounts.Password, Other)).ShouldBe(401, "invalid_credentials");
        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");

        host.Time.Advance(TimeSpan.FromMinutes(15));
        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "K1")]
    public async Task Of_parallel_changes_one_succeeds_and_its_password_is_the_one_that_signs_in()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ChangeAsync(signedIn, TestAccounts.Password, $"{Other} {i}")));

        var winner = Assert.Single(Enumerable.Range(0, 4), i => answers[i].Status == 204);
        Assert.All(answers.Where(answer => answer.Status != 204), answer => Assert.True(answer.Code is "invalid_credentials" or "access_token_invalid", answer.Code));
        host.Time.Advance(TimeSpan.FromMinutes(15));
        (await host.LoginAsync(account.Email, $"{Other} {winner}")).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "K1")]
    public async Task A_sign_in_that_races_the_change_with_the_old_password_leaves_nothing_that_works()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email);
        var racing = Enumerable.Range(0, 4).Select(_ => host.LoginAsync(account.Email)).ToList();

        (await ChangeAsync(asks, TestAccounts.Password, Other)).ShouldBe(204);

        foreach (var answer in (await Task.WhenAll(racing)).Where(answer => answer.Status == 200))
        {
            (await host.MeAsync(answer.AccessToken)).ShouldBe(401, "access_token_invalid");
            (await host.RefreshAsync(answer.RefreshToken)).ShouldBe(401, "session_revoked");
        }
    }

    [Theory]
    [InlineData("""{"currentPassword":"correct horse battery staple"}""", "newPassword")]
    [InlineData("""{"newPassword":"another horse battery staple"}""", "currentPassword")]
    [InlineData("""{"currentPassword":"","newPassword":"another horse battery staple"}""", "currentPassword")]
    [InlineData("""{"currentPassword":"correct horse battery staple","newPassword":"elevenchars"}""", "newPassword")]
    public async Task A_value_that_breaks_a_rule_is_named_and_counts_as_no_attempt(string body, string member)
    {
        var signedIn = await host.SignInAsync();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var answer = (await SendAsync(signedIn.AccessToken, body)).ShouldBe(400, "validation_failed");
            Assert.Equal([member], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }

        (await ChangeAsync(signedIn, TestAccounts.Password, Other)).ShouldBe(204);
    }

    [Fact]
    [Trait("requirement", "A1")]
    public async Task Each_code_point_of_a_new_password_counts_one()
    {
        var signedIn = await host.SignInAsync();

        (await ChangeAsync(signedIn, TestAccounts.Password, string.Concat(Enumerable.Repeat("🐴", 11)))).ShouldBe(400, "validation_failed");
        (await ChangeAsync(signedIn, TestAccounts.Password, string.Concat(Enumerable.Repeat("🐴", 12)))).ShouldBe(204);
    }

    [Fact]
    [Trait("requirement", "A7")]
    public async Task A_password_of_1024_bytes_is_taken_and_one_more_is_not()
    {
        var signedIn = await host.SignInAsync();

        (await ChangeAsync(signedIn, TestAccounts.Password, new string('a', 1025))).ShouldBe(400, "validation_failed");
        (await ChangeAsync(signedIn, TestAccounts.Password, new string('a', 1024))).ShouldBe(204);
    }

    [Fact]
    public async Task Nobody_signed_in_is_401_before_anything_is_read()
    {
        (await SendAsync(null, "{")).ShouldBe(401, "access_token_missing");
        (await SendAsync("x.y.z", "{")).ShouldBe(401, "access_token_invalid");
    }

    private Task<ApiResponse> ChangeAsync(ApiResponse signedIn, string currentPassword, string newPassword) => host.SendAsync(
        new ApiRequest("POST", "/api/auth/password/change").Bearer(signedIn.AccessToken).Json(new { currentPassword, newPassword }));

    private Task<ApiResponse> SendAsync(string? accessToken, string body) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/password/change").Bearer(accessToken).Body(body));
}
