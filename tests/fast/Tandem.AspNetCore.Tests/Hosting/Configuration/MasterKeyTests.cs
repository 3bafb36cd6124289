using Tandem.MasterKeys;

namespace Tandem.AspNetCore.Tests.Hosting.Configuration;

/// <summary>Without its master key an installation does not start: going on would sign everybody out. V36.</summary>
[Trait("requirement", "V36")]
public sealed class MasterKeyTests
{
    [Fact]
    public async Task A_lost_key_file_stops_the_start_and_nothing_is_made_in_its_place()
    {
        await using var host = await TandemHost.StartAsync();
        var file = Path.Combine(host.Folder, "master.key");
        var key = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);

        await Assert.ThrowsAsync<MasterKeyException>(() => host.RestartAsync());

        Assert.False(File.Exists(file));
        Assert.NotEmpty(key);
    }

    [Fact]
    public async Task Another_key_stops_the_start()
    {
        await using var host = await TandemHost.StartAsync([("MasterKey", NewKey()), ("Storage:New", "true")]);

        await Assert.ThrowsAsync<MasterKeyMismatchException>(() => host.RestartAsync(("MasterKey", NewKey())));
    }

    [Fact]
    public async Task A_new_key_before_the_old_one_signs_nobody_out()
    {
        var (first, second) = (NewKey(), NewKey());
        await using var host = await TandemHost.StartAsync([("MasterKey", first), ("Storage:New", "true")]);
        var signedIn = await host.SignInAsync();

        await host.RestartAsync(("MasterKey", $"{second},{first}"));
        var refreshed = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(refreshed.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task Another_public_url_signs_nobody_out()
    {
        await using var host = await TandemHost.StartAsync([("PublicUrl", "https://old.example.com")]);
        var signedIn = await host.SignInAsync();

        await host.RestartAsync(("PublicUrl", "https://new.example.com"));

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_invalid");
        var refreshed = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
        Assert.Equal("https://new.example.com", refreshed.Claims().GetProperty("iss").GetString());
    }

    [Fact]
    public async Task The_key_file_can_be_read_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var host = await TandemHost.StartAsync();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(host.Folder, "master.key")));
    }

    private static string NewKey() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
}
