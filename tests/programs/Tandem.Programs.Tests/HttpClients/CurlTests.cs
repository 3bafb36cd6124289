namespace Tandem.Programs.Tests.HttpClients;

public sealed class CurlTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_signs_in(bool overHttps)
    {
        await using var tandem = await ServedTandem.StartAsync(overHttps, ServedTandem.StrictRotation);
        using var folder = new TemporaryFolder();

        var end = await RunningProgram.RunAsync(new("curl", ["--silent", "--cacert", tandem.Root, "--output", "/dev/null", "--write-out", "%{http_code}",
            "--header", "Content-Type: application/json", "--data", $$"""{"email":"{{ServedTandem.Email}}","password":"{{ServedTandem.Password}}"}""",
            new Uri(tandem.Url, "/api/auth/login").AbsoluteUri], folder.Path));

        Assert.Equal("200", end.EnsureSuccess().Output.Trim());
    }
}
