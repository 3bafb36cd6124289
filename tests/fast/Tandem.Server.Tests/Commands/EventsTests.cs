using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

/// <summary><c>tandem events list</c>, <c>tail</c>, <c>export</c> and <c>erase</c>. J1, J2, J5.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private readonly TestInstallation tandem = new();

    public async ValueTask InitializeAsync() => await tandem.CreateUserAsync("ada@example.com");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_exported_event_says_who_what_when_and_where()
    {
        await using (var server = await tandem.ServeAsync("--Tandem:DrainDelay=00:00:00"))
        {
            server.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Test/1.0");
            await server.SignInAsync("ada@example.com");
            await server.Program.SignalAsync("TERM");
            await server.Program.EndAsync();
        }

        var events = await ExportAsync();

        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(line => line.GetProperty("sequence").GetInt32()));
        Assert.Equal(
            ["signing_key_created", "signing_key_created", "account_created", "server_started", "login_succeeded", "server_stopped"],
            events.Select(line => line.GetProperty("kind").GetString()));
        var login = events[4];
        Assert.Equal("authn_login_success", login.GetProperty("owasp").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$", login.GetProperty("at").GetString());
        Assert.True(login.GetProperty("accountId").TryGetGuid(out _));
        Assert.Matches("^[0-9a-f]{32}$", login.GetProperty("sessionHash").GetString());
        Assert.Matches("^[0-9a-f]{24}$", login.GetProperty("requestId").GetString());
        Assert.Equal("127.0.0.1", login.GetProperty("address").GetString());
        Assert.Equal("Test/1.0", login.GetProperty("userAgent").GetString());
        Assert.Equal("""{"authenticationMethods":["pwd"]}""", login.GetProperty("data").GetRawText());
        Assert.Matches("^[0-9a-f]{64}$", login.GetProperty("link").GetString());
        Assert.Equal("sys_startup", events[3].GetProperty("owasp").GetString());
        Assert.Equal("sys_shutdown", events[5].GetProperty("owasp").GetString());
    }

    [Fact]
    public async Task A_session_that_the_list_shows_can_be_asked_for_by_its_hash_and_by_its_id()
    {
        SignedIn signedIn;
        await using (var server = await tandem.ServeAsync())
        {
            signedIn = await server.SignInAsync("ada@example.com");
            await server.SignInAsync("ada@example.com");
        }

        var hash = (await ExportAsync("--kind", "login_succeeded"))[0].GetProperty("sessionHash").GetString()!;
        var id = signedIn.Body.GetProperty("session").GetProperty("id").GetString()!;

        Assert.Single(await ExportAsync("--session", hash));
        Assert.Equal(hash, Assert.Single(await ExportAsync("--session", id)).GetProperty("sessionHash").GetString());
        Assert.Equal(2, (await ExportAsync("--account", "ada@example.com", "--kind", "login_succeeded")).Count);
        Assert.Equal(3, (await ExportAsync("--account", "ADA@example.com")).Count);
        Assert.Empty(await ExportAsync("--until", "2020-01-01"));
        Assert.Empty(await ExportAsync("--since", "2120-01-01T00:00:00Z"));
        Assert.DoesNotContain(id, (await tandem.RunAsync("events", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_goes_on_after_a_place()
    {
        Assert.Equal(3, (await ExportAsync()).Count);
        Assert.Equal(3, Assert.Single(await ExportAsync("--after", "2")).GetProperty("sequence").GetInt32());
        Assert.Empty(await ExportAsync("--after", "3"));
    }

    [Fact]
    public async Task The_list_ends_with_the_newest_and_tail_shows_the_last()
    {
        var list = await tandem.RunAsync("events", "list", "--limit", "2");
        var json = await tandem.RunAsync("events", "list", "--limit", "2", "--format", "json");
        var tail = await tandem.RunAsync("events", "tail", "--lines", "1");

        var lines = list.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^3  \S+Z  account_created  account=\S+  data=\{""roles"":\[""user""\]\}$", lines[1]);
        Assert.Equal(["signing_key_created", "account_created"], JsonDocument.Parse(json.Output).RootElement.EnumerateArray().Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(lines[1] + "\n", tail.Output);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Tail_follows_what_other_processes_write_until_it_is_told_to_stop(string signal)
    {
        await using var tail = tandem.Start("events", "tail", "--follow", "--lines", "1", "--format", "json");
        await tail.LineAsync("\"sequence\":3,");

        await tandem.CreateUserAsync("bea@example.com");
        await tail.LineAsync("\"sequence\":4,");
        await tandem.RunAsync("users", "disable", "bea@example.com");
        await tail.LineAsync("\"kind\":\"account_disabled\"");
        await tail.SignalAsync(signal);
        var end = await tail.EndAsync();

        Assert.Equal(0, end.ExitCode);
        Assert.Empty(end.Error);
        Assert.Equal([3, 4, 5], end.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task Erasing_a_person_is_an_event_and_the_log_stays_sound()
    {
        await using (var server = await tandem.ServeAsync())
            await server.SignInAsync("ada@example.com");

        var end = await tandem.RunAsync("events", "erase", "--email", "ada@example.com");

        Assert.Equal(0, end.ExitCode);
        Assert.Equal("Addresses and programs erased from events of ada@example.com: 1.\n", end.Output);
        var login = Assert.Single(await ExportAsync("--kind", "login_succeeded"));
        Assert.Equal(JsonValueKind.Null, login.GetProperty("address").ValueKind);
        var erased = Assert.Single(await ExportAsync("--kind", "personal_data_erased"));
        Assert.Equal("""{"events":1}""", erased.GetProperty("data").GetRawText());
        Assert.Equal(login.GetProperty("accountId").GetString(), erased.GetProperty("accountId").GetString());
        Assert.Contains("without personal fields, which were erased: 1.", (await tandem.RunAsync("events", "verify")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await tandem.RunAsync("events", "erase", "--account", login.GetProperty("accountId").GetString()!, "--format", "json")).ExitCode);
    }

    [Theory]
    [InlineData(2, "'nothing' is no kind of event. There are: account_created,", "events", "list", "--kind", "nothing")]
    [InlineData(2, "--since: 'yesterday' is no time.", "events", "export", "--since", "yesterday")]
    [InlineData(2, "'1' is neither a session's id nor its hash", "events", "tail", "--session", "1")]
    [InlineData(2, "--limit is from 1 to 100000.", "events", "list", "--limit", "0")]
    [InlineData(2, "Which account?", "events", "erase")]
    [InlineData(2, "--account: '7' is no account's id.", "events", "erase", "--account", "7")]
    [InlineData(1, "No account has the address eve@example.com.", "events", "erase", "--email", "eve@example.com")]
    [InlineData(1, "No account has the address eve@example.com.", "events", "list", "--account", "eve@example.com")]
    public async Task Bad_arguments_are_explained_and_change_nothing(int code, string message, params string[] words)
    {
        var end = await tandem.RunAsync(words);

        Assert.Equal(code, end.ExitCode);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.Equal(3, (await ExportAsync()).Count);
    }

    private async Task<List<JsonElement>> ExportAsync(params string[] more) =>
        [.. (await tandem.SucceedAsync(["events", "export", .. more])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
