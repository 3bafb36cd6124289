using System.Net;
using System.Net.Sockets;
using System.Text.Json;

using Tandem.Processes.Testing;
using Tandem.Server.Doctor;

namespace Tandem.Server.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Theory]
    [InlineData("is required", "--frontend", "https://crm.example.com")]
    [InlineData("is required", "--api", "https://api.example.com")]
    [InlineData("Write https://crm.example.com", "--frontend", "https://crm.example.com/app")]
    [InlineData("Write https://crm.example.com", "--frontend", "https://crm.example.com/")]
    [InlineData("Write https://crm.example.com", "--frontend", "https://crm.example.com.")]
    [InlineData("Write https://crm.example.com", "--frontend", "https://crm.example.com?a=b")]
    [InlineData("Write https://crm.example.com", "--frontend", "https://crm.example.com#a")]
    [InlineData("has user information. Write https://crm.example.com", "--frontend", "https://ada:hunter2@crm.example.com")]
    [InlineData("--frontend needs a value", "--frontend", "")]
    [InlineData("An address is missing", "--frontend", "  ")]
    [InlineData("'null' is what pages without an origin say", "--frontend", "null")]
    [InlineData("wildcard", "--frontend", "https://*.example.com")]
    [InlineData("neither an http nor an https address", "--frontend", "ftp://crm.example.com")]
    [InlineData("neither an http nor an https address", "--frontend", "file:///index.html")]
    [InlineData("Write http://localhost:5173", "--frontend", "localhost:5173")]
    [InlineData("Write https://crm.example.com", "--frontend", "crm.example.com")]
    [InlineData("an https address", "--frontend", "https://crm.example.com:99999")]
    [InlineData("a space", "--frontend", "https://crm.example.com\n")]
    [InlineData("an https address", "--frontend", "https://")]
    [InlineData("Write https://api.example.com/auth", "--frontend", "https://a.b", "--api", "https://u:hunter2@api.example.com/auth")]
    [InlineData("Write https://api.example.com/auth", "--frontend", "https://a.b", "--api", "https://api.example.com/auth?x=1")]
    [InlineData("not recognized", "--frontend", "https://a.b", "--api", "https://c.b", "--format", "xml")]
    [InlineData("a part of --live", "--frontend", "https://a.b", "--api", "https://c.b", "--email", "a@b.c", "--password-stdin")]
    [InlineData("go together", "--frontend", "https://a.b", "--api", "https://c.b", "--live", "--email", "a@b.c")]
    [InlineData("HOST:PORT:ADDRESS", "--frontend", "https://a.b", "--api", "https://c.b", "--live", "--resolve", "c.b:127.0.0.1")]
    [InlineData("from 1 to 60", "--frontend", "https://a.b", "--api", "https://c.b", "--live", "--timeout", "0")]
    public async Task Bad_arguments_are_refused_with_the_form_to_write(string hint, params string[] words)
    {
        var end = await tandem.RunBareAsync(["doctor", .. words]);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(hint, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
    }

    [Fact]
    public async Task The_report_as_JSON_has_the_shape_of_the_contract()
    {
        var end = await tandem.RunBareAsync("doctor", "--frontend", "https://CRM.example.com:443", "--api", "https://api.example.com/api/auth/", "--format", "json");

        Assert.Equal(0, end.ExitCode);
        Assert.Empty(end.Error);
        var report = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal(
            ["frontend", "api", "relation", "registrableDomains", "cookie", "browsers", "findings", "ok"],
            report.EnumerateObject().Select(member => member.Name));
        Assert.Equal("https://crm.example.com", report.GetProperty("frontend").GetString());
        Assert.Equal("https://api.example.com/api/auth", report.GetProperty("api").GetString());
        Assert.Equal("same-site", report.GetProperty("relation").GetString());
        Assert.Equal(["example.com", "example.com"], report.GetProperty("registrableDomains").EnumerateArray().Select(domain => domain.GetString()));
        Assert.Equal("__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax", report.GetProperty("cookie").GetString());
        Assert.Equal(["chromium", "firefox", "safari"], report.GetProperty("browsers").EnumerateObject().Select(browser => browser.Name));
        Assert.All(report.GetProperty("browsers").EnumerateObject(), browser =>
        {
            Assert.True(browser.Value.GetProperty("sent").GetBoolean());
            Assert.NotEmpty(browser.Value.GetProperty("why").GetString()!);
        });
        Assert.Empty(report.GetProperty("findings").EnumerateArray());
        Assert.True(report.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_finding_has_the_shape_of_the_contract()
    {
        var end = await tandem.RunBareAsync("doctor", "--frontend", "https://crm.example.com", "--api", "https://api.example.net", "--set-cookie", "refreshToken=x; SameSite=Lax; Secure; HttpOnly; Path=/", "--format", "json");

        Assert.Equal(1, end.ExitCode);
        var report = JsonDocument.Parse(end.Output).RootElement;
        Assert.False(report.GetProperty("ok").GetBoolean());
        var finding = report.GetProperty("findings")[0];
        Assert.Equal(["id", "severity", "seen", "rule", "fix"], finding.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("same_site_cross_site", "error"), (finding.GetProperty("id").GetString(), finding.GetProperty("severity").GetString()));
    }

    [Theory]
    [InlineData(0, "IT CAN WORK, if the server lists the page:", "https://crm.example.com", "https://api.example.com")]
    [InlineData(0, "IT WORKS:", "https://crm.example.com", "https://crm.example.com/api/auth")]
    [InlineData(0, "IT CAN WORK, if the server lists the page:", "https://a.github.io", "https://b.github.io")]
    [InlineData(0, "IT CAN WORK, if the server lists the page:", "http://localhost:5173", "http://localhost:5080")]
    [InlineData(0, "IT CAN WORK, if the server lists the page:", "https://a-name-that-is-far-longer-than-anybody-would-want-to-read.example.com", "https://and-another-one-that-is-about-as-long-as-the-first-of-them.example.org")]
    [InlineData(1, "IT DOES NOT WORK:", "http://127.0.0.1:5173", "http://localhost:5080")]
    [InlineData(1, "IT DOES NOT WORK:", "https://crm.example.com", "http://api.example.com")]
    public async Task The_verdict_is_the_first_line_and_all_lines_fit_into_eighty_columns(int code, string verdict, string page, string api)
    {
        var end = await tandem.RunBareAsync("doctor", "--frontend", page, "--api", api);

        Assert.Equal(code, end.ExitCode);
        Assert.StartsWith(verdict, end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', end.Output);
        Assert.DoesNotContain(end.Output.Split('\n'), line => line.Length > 80 && line.Trim().Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_in_Unicode_is_written_as_browsers_write_it_and_that_is_said()
    {
        var end = await tandem.RunBareAsync("doctor", "--frontend", "https://bücher.example", "--api", "https://api.xn--bcher-kva.example", "--format", "json");

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("https://xn--bcher-kva.example", end.Error, StringComparison.Ordinal);
        Assert.Equal("https://xn--bcher-kva.example", JsonDocument.Parse(end.Output).RootElement.GetProperty("frontend").GetString());
    }

    [Fact]
    public async Task A_Set_Cookie_header_is_judged_and_its_value_shown_nowhere()
    {
        var end = await tandem.RunBareAsync("doctor", "--frontend", "https://crm.example.com", "--api", "https://api.example.com",
            "--set-cookie", "Set-Cookie: refreshToken=do-not-show; HttpOnly; Secure; SameSite=Lax; Domain=.example.org");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("1. ERROR  foreign_domain", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-show", end.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_Tandem_passes_and_no_session_is_left_behind()
    {
        await tandem.CreateUserAsync("ada@example.com", "--verified");
        await using var server = await tandem.ServeAsync("--Tandem:Frontends:0=http://127.0.0.1:5173");

        var end = await tandem.RunWithInputAsync(TestInstallation.Password,
            "doctor", "--frontend", "http://127.0.0.1:5173", "--api", server.Url.ToString(), "--live", "--email", "ada@example.com", "--password-stdin", "--format", "json");

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Empty(JsonDocument.Parse(end.Output).RootElement.GetProperty("findings").EnumerateArray());
        Assert.Contains("/api/auth/logout: 204", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(TestInstallation.Password, end.ToString(), StringComparison.Ordinal);
        var signedIn = await server.SignInAsync("ada@example.com");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/api/auth/sessions")) { Headers = { Authorization = new("Bearer", signedIn.AccessToken) } };
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Single(JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.EnumerateArray());
    }

    [Fact]
    public async Task A_front_end_that_Tandem_does_not_know_is_named_with_the_key_to_set()
    {
        await using var server = await tandem.ServeAsync();

        var end = await tandem.RunAsync("doctor", "--frontend", "http://127.0.0.1:5173", "--api", server.Url.ToString(), "--live");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("1. ERROR  cors_origin_missing", end.Output, StringComparison.Ordinal);
        Assert.Contains("Tandem:Frontends:0=http://127.0.0.1:5173", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_alone_do_not_say_whether_the_page_is_listed_so_the_line_is_printed()
    {
        var end = await tandem.RunBareAsync("doctor", "--frontend", "https://crm.example.com", "--api", "https://api.example.com");

        Assert.StartsWith("IT CAN WORK, if the server lists the page:\n  Tandem__Frontends__0=https://crm.example.com\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_is_refused_for_its_origin_is_not_blamed_on_the_password()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync("--Tandem:Frontends:0=http://127.0.0.1:4000");

        var end = await tandem.RunWithInputAsync(TestInstallation.Password,
            "doctor", "--frontend", "http://127.0.0.1:5173", "--api", server.Url.ToString(), "--live", "--email", "ada@example.com", "--password-stdin");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("was answered 403 origin_not_allowed", string.Join(' ', end.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("Tandem__Frontends__1=http://127.0.0.1:5173", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("password", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var end = await RunningProgram.RunAsync(
            tandem.Command("doctor", "--frontend", "http://127.0.0.1:5173", "--api", $"http://{silent.LocalEndpoint}", "--live", "--timeout", "1"), patience: TimeSpan.FromSeconds(30));

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("1. ERROR  api_unreachable", end.Output, StringComparison.Ordinal);
        Assert.Contains("did not answer within 1 seconds", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_said_to_be_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = listener.LocalEndpoint;
        listener.Stop();

        var end = await tandem.RunBareAsync("doctor", "--frontend", "http://127.0.0.1:5173", "--api", $"http://{address}", "--live");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("Nothing listens on port", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_is_kept_on_one_line_if_one_can_hold_it()
    {
        var lines = new ConsoleStyle(40, Colours: false).Wrap("Cure  ", "Say it where it belongs: `credentials: 'include'` and go on.").ToList();

        Assert.Equal(["Cure  Say it where it belongs:", "      credentials: 'include' and go on."], lines);
    }
}
