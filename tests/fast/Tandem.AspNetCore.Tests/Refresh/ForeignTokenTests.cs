using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.Processes.Testing;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>Tokens that this installation never issued. D1.</summary>
[Trait("requirement", "D1")]
public sealed class ForeignTokenTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    private RefreshTokenFormat Format => RefreshTokenFormat.Of(host.Get<Installation>());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_response_says_how_a_program_distorted_the_token(bool inCookie)
    {
        var refreshToken = (await host.SignInAsync()).RefreshToken![..80];

        var answer = (await (inCookie ? host.RefreshAsync(refreshToken) : host.RefreshByBodyAsync(refreshToken))).ShouldBe(401, "refresh_token_invalid");

        Assert.Equal("It is malformed. It was cut short: it has 80 of 116 characters. If the client has no other, sign in again.", answer.Json.GetProperty("detail").GetString());
        Assert.DoesNotContain(refreshToken, answer.Body, StringComparison.Ordinal);
    }

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
            // A changed key id names a key that this installation never had: that is no reason to sign anybody out.
            var inKeyId = at is >= 1 and < 7;
            answer.ShouldBe(401, inKeyId ? "refresh_token_foreign" : "refresh_token_invalid");
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_installations_token_is_foreign_whether_or_not_it_has_the_same_master_key(bool sameKey)
    {
        await using var one = await StartAsync(NewKey(), out var key);
        await using var other = await StartAsync(sameKey ? key : NewKey(), out _);
        var signedIn = await one.SignInAsync();

        foreach (var answer in new[] { await other.RefreshAsync(signedIn.RefreshToken), await other.RefreshByBodyAsync(signedIn.RefreshToken!) })
        {
            Assert.Empty(answer.ShouldBe(401, "refresh_token_foreign").SetCookies);
            Assert.Null(answer.Header("Retry-After"));
        }

        Assert.Empty(other.Logs.With(" Error ").Concat(other.Logs.With(" Critical ")));
        Assert.Empty(await other.EventsAsync<RefreshRefused>());
        (await one.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task While_the_volume_is_empty_nothing_is_definitive_and_when_it_is_back_the_session_goes_on()
    {
        await using var server = await StartAsync(NewKey(), out _);
        var before = await server.SignInAsync();
        await server.StopAsync();
        using var aside = new TemporaryFolder();
        Move(server.Folder, aside.Path);

        await server.StartAgainAsync();
        (await server.RefreshAsync(before.RefreshToken)).ShouldBe(401, "refresh_token_foreign");
        var meanwhile = await server.SignInAsync();
        (await server.RefreshAsync(meanwhile.RefreshToken)).ShouldBe(200);
        await server.StopAsync();
        foreach (var file in Directory.GetFiles(server.Folder, "tandem.db*"))
            File.Delete(file);
        Move(aside.Path, server.Folder);

        await server.StartAgainAsync();
        (await server.RefreshAsync(meanwhile.RefreshToken)).ShouldBe(401, "refresh_token_foreign");
        (await server.RefreshAsync(before.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_that_names_its_key_as_earlier_versions_did_goes_on_and_its_successor_names_it_anew()
    {
        await using var server = await StartAsync(NewKey(), out var text);
        var key = MasterKeySource.Parse(text, "here").Current;
        var signedIn = await server.SignInAsync();
        var installation = server.Get<Installation>().Id;
        var bytes = Base64Url.DecodeFromChars(signedIn.RefreshToken);
        Assert.Equal(MasterKey.TokenId(key.Id, installation), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), key.Id);
        HMACSHA256.HashData(key.Derive("tandem-rt1"u8, installation), (byte[])[.. "tandem-rt1"u8, .. bytes[..71]])[..16].CopyTo(bytes, 71);

        var next = (await server.RefreshAsync(Base64Url.EncodeToString(bytes))).ShouldBe(200);

        Assert.Equal(MasterKey.TokenId(key.Id, installation), BinaryPrimitives.ReadUInt32BigEndian(Base64Url.DecodeFromChars(next.RefreshToken).AsSpan(1)));
    }

    [Fact]
    public async Task A_token_of_a_known_key_that_is_not_loaded_asks_for_patience_and_signs_nobody_out()
    {
        var signedIn = await host.SignInAsync();
        var elsewhere = new MasterKey(RandomNumberGenerator.GetBytes(32));
        var id = host.Get<Installation>().Id;
        var token = RefreshTokenFormat.With(new MasterKeyRing(elsewhere, []), id).Encode(Parse(signedIn.RefreshToken!));
        (await host.RefreshAsync(token)).ShouldBe(401, "refresh_token_foreign");
        // As another node does that has been given the key first.
        await host.Get<IInstallationStore>().AddMasterKeyCheckAsync(elsewhere.Id, elsewhere.CheckValue(id), CancellationToken.None);
        await Eventually.IsTrueAsync(async () =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return (await host.RefreshAsync(token)).Status == 503;
        });

        var answer = (await host.RefreshAsync(token)).ShouldBe(503, "storage_unavailable");
        var byLogout = (await host.LogoutAsync(token)).ShouldBe(503, "storage_unavailable");

        Assert.Equal("2", answer.Header("Retry-After"));
        Assert.Empty(answer.SetCookies);
        Assert.Empty(byLogout.SetCookies);
    }

    [Fact]
    public async Task Without_a_token_the_refresh_token_is_missing()
    {
        var answer = (await host.RefreshAsync(null)).ShouldBe(401, "refresh_token_missing");

        Assert.True(answer.Json.TryGetProperty("diagnosis", out _));
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    // Over HTTPS, where the cookie has no suffix, as two servers on ports of one host name have it.
    private static Task<TandemHost> StartAsync(string newKey, out string key) => TandemHost.StartAsync(
        [("MasterKey", key = newKey), ("Storage:New", "true"), ("PublicUrl", "https://app.example.com"), ("RefreshToken:Delivery", "cookie,body")]);

    private static void Move(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "tandem.db*"))
            File.Move(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private RefreshToken Parse(string token)
    {
        Assert.Equal(RefreshTokenFault.None, Format.TryParse(token, host.Time.GetUtcNow(), out var parsed));
        return parsed!;
    }
}
