using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>curl with its cookie file, over HTTPS through nginx: what shell scripts and the guides do.</summary>
public sealed class CurlTests(DeploymentBrowsers browsers)
{
    private const string Credentials = $$"""{"email":"{{RunningDeployment.Email}}","password":"{{RunningDeployment.Password}}"}""";

    [Fact]
    public async Task A_cookie_file_survives_strict_rotation_and_holds_nothing_after_the_sign_out()
    {
        await using var deployment = await RunningDeployment.StartAsync(
            new("behind-nginx") { Configuration = ["--Tandem:RefreshToken:Leeway=00:00:00", "--Tandem:RefreshToken:RecoveryWindow=00:00:00"] }, browsers.Authority);
        using var folder = new TemporaryFolder();
        folder.Write("root.pem", browsers.Authority.Root.ExportCertificatePem());

        Assert.Equal("200", await PostAsync("login", Credentials));
        Assert.Contains("__Host-refreshToken", await File.ReadAllTextAsync(folder.File("cookies.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        for (var rotation = 0; rotation < 3; rotation++)
            Assert.Equal("200", await PostAsync("refresh", ""));
        Assert.Equal("204", await PostAsync("logout", ""));

        Assert.DoesNotContain("refreshToken", await File.ReadAllTextAsync(folder.File("cookies.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("401", await PostAsync("refresh", ""));

        async Task<string> PostAsync(string endpoint, string body)
        {
            string[] words =
            [
                "--silent", "--show-error", "--cacert", folder.File("root.pem"),
                "--resolve", string.Create(CultureInfo.InvariantCulture, $"crm.example.com:{deployment.Port}:127.0.0.1"),
                "--cookie", "cookies.txt", "--cookie-jar", "cookies.txt", "--header", "Content-Type: application/json", "--data", body,
                "--output", "/dev/null", "--write-out", "%{http_code}", deployment.At("crm.example.com", $"/api/auth/{endpoint}"),
            ];
            return (await RunningProgram.RunAsync(new("curl", words, folder.Path))).EnsureSuccess().Output.Trim();
        }
    }
}
