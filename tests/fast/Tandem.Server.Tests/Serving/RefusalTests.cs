using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Server.Tests.Serving;

/// <summary>What keeps the server from starting: told in words, with a cure, exit code 1 and no stack trace.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task A_port_in_use_is_explained()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var url = $"http://{other.LocalEndpoint}";
        await RefusesAsync($"Failed to bind to address {url}: address already in use. Another process listens there: stop it, or choose another port", "serve", "--urls", url);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_who_is_the_first()
    {
        await using var first = await tandem.ServeAsync();

        await RefusesAsync(
            string.Create(CultureInfo.InvariantCulture, $"Another server (process {first.Program.Id}) serves {tandem.Data}. Stop it, or choose another folder"),
            "serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(HttpStatusCode.OK, await first.StatusAsync("/readyz"));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("https://*:0")]
    [InlineData("http://auth.example.com:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Without_a_public_URL_an_address_beyond_this_machine_is_refused_before_anything_is_opened(string urls)
    {
        await RefusesAsync("Tandem:PublicUrl = not set: The server would listen on http", "serve", "--urls", urls);
        Assert.False(Directory.Exists(tandem.Data));
    }

    [Fact]
    public async Task The_same_holds_for_addresses_in_the_configuration()
    {
        tandem.Environment["ASPNETCORE_URLS"] = "http://0.0.0.0:0";
        await RefusesAsync("The server would listen on http://0.0.0.0:0", "serve");
        tandem.Environment["Kestrel__Endpoints__Web__Url"] = "http://*:0";
        await RefusesAsync("The server would listen on http://*:0", "serve");
    }

    [Fact]
    public async Task HTTPS_without_a_certificate_is_explained() =>
        await RefusesAsync("HTTPS needs a certificate: --Kestrel:Certificates:Default:Path=FILE.pem", "serve", "--urls", "https://127.0.0.1:0");

    [Fact]
    public async Task A_certificate_that_is_not_there_is_explained() =>
        await RefusesAsync("nowhere.pem", "serve", "--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=nowhere.pem");

    [Fact]
    public async Task A_bad_configuration_stops_the_start_with_every_fault()
    {
        tandem.Environment["Tandem__RefreshToken__Leeway"] = "soon";

        await RefusesAsync(
            "Tandem cannot start with this configuration:\n"
            + "  Tandem:RefreshToken:Leeway = \"soon\": The value cannot be read. Write a duration such as 00:15:00 (15 minutes) or 7.00:00:00 (7 days).\n"
            + "  Tandem:RefreshTokn:Leeway = set: There is no such key. Did you mean Tandem:RefreshToken:Leeway? If not, remove it.\n"
            + "  Tandem:PublicUrl = \"http://auth.example.com/\": Over plain HTTP anybody on the way can take the tokens. Write https://auth.example.com;",
            "serve", "--urls", "http://127.0.0.1:0", "--Tandem:RefreshTokn:Leeway=00:00:05", "--Tandem:PublicUrl=http://auth.example.com");
        Assert.False(Directory.Exists(tandem.Data));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_explained()
    {
        tandem.Write("data", "");

        await RefusesAsync($"The data folder {tandem.Data} cannot be used:", "serve", "--urls", "http://127.0.0.1:0");
        await RefusesAsync($"There is no database at {tandem.Data}", "users", "list");
        await RefusesAsync("cannot be created", "migrate");
    }

    private async Task RefusesAsync(string message, params string[] words)
    {
        var end = await tandem.RunAsync(words);

        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
    }
}
