using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.Hostile.Tests.Regressions;

/// <summary>What fuzzing found, once more through the front door.</summary>
[Trait("requirement", "V35")]
public sealed class FuzzedTests
{
    // The framework throws when it is asked for the ASCII form of some hosts; now none that is not ASCII reaches it.
    [Fact]
    public async Task An_origin_that_is_not_ASCII_is_refused_and_no_fault()
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();

        var refused = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Origin("https://\u0130app.example.com").Cookie(signedIn.RefreshToken));

        Assert.Equal((403, "origin_not_allowed"), (refused.Status, refused.Code));
    }

    // E10: members that are not known were skipped unread, and half a character in them passed.
    [Theory]
    [InlineData("""{"email":"ana@example.com","password":"wrong wrong wrong","x":"\ud800"}""")]
    [InlineData("""{"email":"ana@example.com","password":"wrong wrong wrong","x":[{"\udc00":1}]}""")]
    public async Task Half_a_character_in_a_member_that_nobody_reads_is_refused(string body)
    {
        await using var host = await TandemHost.StartAsync();

        var refused = await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Body(body));

        Assert.Equal((400, "malformed_request"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_in_a_member_that_nobody_reads_are_refused()
    {
        await using var host = await TandemHost.StartAsync();

        var refused = await host.SendAsync(
            new ApiRequest("POST", "/api/auth/login").Body([.. "{\"email\":\"a@b\",\"password\":\"c\",\"x\":\""u8, 0xE4, .. "\"}"u8]));

        Assert.Equal((400, "malformed_request"), (refused.Status, refused.Code));
    }

    // They stopped the start with a message about a parameter, or made every answer a fault.
    [Theory]
    [InlineData("PublicUrl", "https://auth.example.com.")]
    [InlineData("BasePath", "/auth\u0130")]
    [InlineData("BasePath", "/au\nth")]
    [InlineData("BasePath", "/a;b")]
    [InlineData("BasePath", "/a[b]")]
    public async Task A_url_or_path_that_no_browser_can_ask_for_is_a_fault_of_its_key(string key, string value)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => TandemHost.StartAsync(new TandemHostSettings { Configuration = new Dictionary<string, string?> { ["Tandem:" + key] = value } }));

        Assert.Contains(refused.Faults, fault => fault.ToString().Contains(key, StringComparison.Ordinal));
    }

    // V23: its lower case is the letter k, which is somebody else's mailbox.
    [Fact]
    public async Task An_address_with_a_Kelvin_sign_is_not_the_one_with_a_k()
    {
        await using var host = await TandemHost.StartAsync();
        await host.CreateAccountAsync("mike@example.com");

        Assert.Equal(200, (await host.LoginAsync("MIKE@example.com")).Status);
        Assert.Equal(401, (await host.LoginAsync("mi\u212Ae@example.com")).Status);
    }
}
