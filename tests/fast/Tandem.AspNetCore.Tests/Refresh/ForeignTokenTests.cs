using System.Buffers.Text;

using Tandem.MasterKeys;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>Tokens that this installation never issued. D1.</summary>
[Trait("requirement", "D1")]
public sealed class ForeignTokenTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    private RefreshTokenFormat Format => RefreshTokenFormat.Of(host.Get<Installation>());

    [Fact]
    public async Task A_right_tag_with_a_wrong_secret_is_invalid_and_raises_suspicion_of_the_key()
    {
        var signedIn = await host.SignInAsync();
        var forged = Format.Encode(Parse(signedIn.RefreshToken!) with { Secret = new byte[RefreshToken.SecretLength] });

        (await host.RefreshAsync(forged)).ShouldBe(401, "refresh_token_invalid");

        Assert.Single(await host.EventsAsync<RefreshKeySuspect>(signedIn.SessionId));
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_genuine_token_of_a_generation_that_was_never_stored_moves_the_session_forward()
    {
        var signedIn = await host.SignInAsync();
        var newer = Format.Encode(Parse(signedIn.RefreshToken!) with { Generation = 7 });

        var response = (await host.RefreshAsync(newer)).ShouldBe(200);

        Assert.Equal(7, response.Generation);
        Assert.Empty(response.SetCookies);
        var reported = Assert.Single(await host.EventsAsync<SessionFastForwarded>(signedIn.SessionId));
        Assert.Equal((1, 7), (reported.From, reported.To));
        host.Time.Advance(RotationSteps.Settled);
        Assert.Equal(8, (await host.RefreshAsync(newer)).ShouldBe(200).Generation);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_unknown()
    {
        var signedIn = await host.SignInAsync();
        var elsewhere = Format.Encode(Parse(signedIn.RefreshToken!) with { SessionId = Guid.NewGuid() });

        (await host.RefreshAsync(elsewhere)).ShouldBe(401, "session_unknown");
    }

    [Fact]
    public async Task A_token_with_any_character_changed_is_never_accepted()
    {
        var signedIn = await host.SignInAsync();
        var token = signedIn.RefreshToken!;
        for (var at = 0; at < token.Length; at += 5)
        {
            var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            var answer = await host.RefreshAsync(changed);
            // A changed key id names a key that is not loaded: that is no reason to sign anybody out.
            var inKeyId = at is >= 1 and < 7;
            answer.ShouldBe(inKeyId ? 503 : 401, inKeyId ? "storage_unavailable" : "refresh_token_invalid");
        }

        (await host.RefreshAsync(token)).ShouldBe(200);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\" or 1=1 --")]
    public async Task Garbage_is_invalid(string token)
    {
        (await host.RefreshAsync(token)).ShouldBe(401, "refresh_token_invalid");
    }

    [Fact]
    public async Task A_very_long_token_is_invalid()
    {
        (await host.RefreshByBodyAsync(new string('A', 12_000))).ShouldBe(401, "refresh_token_invalid");
    }

    [Fact]
    public async Task An_access_token_is_no_refresh_token_and_the_other_way_round()
    {
        var signedIn = await host.SignInAsync();

        (await host.RefreshAsync(signedIn.AccessToken)).ShouldBe(401, "refresh_token_invalid");
        (await host.MeAsync(signedIn.RefreshToken)).ShouldBe(401, "access_token_invalid");
    }

    [Fact]
    public async Task Another_installations_token_is_invalid_even_with_the_same_master_key()
    {
        var key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        await using var one = await TandemHost.StartAsync([("MasterKey", key)]);
        await using var other = await TandemHost.StartAsync([("MasterKey", key)]);
        var signedIn = await one.SignInAsync();

        (await other.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "refresh_token_invalid");
        (await one.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_of_a_key_that_is_not_loaded_asks_for_patience_and_signs_nobody_out()
    {
        var signedIn = await host.SignInAsync();
        var bytes = Base64Url.DecodeFromChars(signedIn.RefreshToken);
        bytes[1] ^= 0x55;
        var otherKey = Base64Url.EncodeToString(bytes);

        var answer = (await host.RefreshAsync(otherKey)).ShouldBe(503, "storage_unavailable");
        var byLogout = (await host.LogoutAsync(otherKey)).ShouldBe(503, "storage_unavailable");

        Assert.Equal("2", answer.Header("Retry-After"));
        Assert.Empty(answer.SetCookies);
        Assert.Empty(byLogout.SetCookies);
    }

    [Fact]
    public async Task Without_a_token_the_refresh_token_is_missing()
    {
        var answer = (await host.RefreshAsync(null)).ShouldBe(401, "refresh_token_missing");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Json.GetProperty("diagnosis").ValueKind);
    }

    private RefreshToken Parse(string token)
    {
        Assert.Equal(RefreshTokenFault.None, Format.TryParse(token, host.Time.GetUtcNow(), out var parsed));
        return parsed!;
    }
}
