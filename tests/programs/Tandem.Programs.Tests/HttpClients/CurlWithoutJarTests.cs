using System.Text.Json;

namespace Tandem.Programs.Tests.HttpClients;

/// <summary>A script that keeps no cookie is told what to do, and it works.</summary>
public sealed class CurlWithoutJarTests : IDisposable
{
    private const string Credentials = $$"""{"email":"{{ServedTandem.Email}}","password":"{{ServedTandem.Password}}" """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_told_that_it_keeps_no_cookie_and_which_settings_let_it_have_the_token_in_the_body()
    {
        await using var tandem = await ServedTandem.StartAsync(overHttps: false);
        await PostAsync(tandem, "login", Credentials + "}");

        var told = await PostAsync(tandem, "refresh", "");

        var diagnosis = told.GetProperty("diagnosis");
        Assert.Equal("client_keeps_no_cookie", diagnosis.GetProperty("cause").GetString());
        var settings = diagnosis.GetProperty("fix").GetString()!.Split(' ').Where(word => word.StartsWith("Tandem__", StringComparison.Ordinal)).Select(word => "--" + word.Replace("__", ":", StringComparison.Ordinal));
        await using var set = await ServedTandem.StartAsync(overHttps: false, settings);
        var refreshToken = (await PostAsync(set, "login", Credentials + ""","delivery":"body"}""")).GetProperty("refreshToken").GetString();
        Assert.True((await PostAsync(set, "refresh", $$"""{"refreshToken":"{{refreshToken}}"}""")).TryGetProperty("accessToken", out _));
    }

    [Fact]
    public async Task A_token_that_a_script_cut_short_is_refused_with_its_length()
    {
        await using var tandem = await ServedTandem.StartAsync(overHttps: false, "--Tandem:RefreshToken:Delivery:0=body");
        var refreshToken = (await PostAsync(tandem, "login", Credentials + "}")).GetProperty("refreshToken").GetString()!;

        var refused = await PostAsync(tandem, "refresh", $$"""{"refreshToken":"{{refreshToken[..64]}}"}""");

        Assert.Equal("refresh_token_invalid", refused.GetProperty("code").GetString());
        Assert.Contains("it has 64 of 116 characters", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> PostAsync(ServedTandem tandem, string endpoint, string body)
    {
        string[] words = ["--silent", "--show-error", "--noproxy", "*", "--header", "Content-Type: application/json", "--data", body, new Uri(tandem.Url, $"/api/auth/{endpoint}").AbsoluteUri];
        return JsonSerializer.Deserialize<JsonElement>((await RunningProgram.RunAsync(new("curl", words, folder.Path))).EnsureSuccess().Output);
    }
}
