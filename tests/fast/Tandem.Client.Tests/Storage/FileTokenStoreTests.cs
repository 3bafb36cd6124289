using System.Diagnostics;
using System.Text;

using Tandem.Client.Errors;
using Tandem.Client.Storage;
using Tandem.Client.Tests.Support;
using Tandem.Processes.Testing;

namespace Tandem.Client.Tests.Storage;

public sealed class FileTokenStoreTests : ClientTest
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder folder = new();

    private string File => folder.File("app", "session.json");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_session_outlives_the_program()
    {
        (await FileClientAsync()).Dispose();
        var next = Client(options => options.TokenStore = new FileTokenStore(File));

        // Refreshed once before the stored access token could be used.
        Assert.Equal(200, await next.StatusAsync("/api/me"));
        Assert.Equal("Bearer s1.2", Server.Last("/api/me").Authorization);
        Assert.Equal(3, (await next.Session.RefreshAsync(Cancellation)).Session!.Generation);
    }

    [Fact]
    public async Task All_that_is_stored_comes_back()
    {
        await FileClientAsync();
        var tokens = await new FileTokenStore(File).UpdateAsync(
            stored => stored with { SignOuts = [new("s0", "r.s0.7")], Ended = new("s0", "sign_out") }, Cancellation);

        var read = await new FileTokenStore(File).ReadAsync(Cancellation);

        Assert.Equal(tokens.SignOuts, read.SignOuts);
        Assert.Equal(tokens.Ended, read.Ended);
        Assert.Equal(Encoding.UTF8.GetString(tokens.Serialize()), Encoding.UTF8.GetString(read.Serialize()));
    }

    [Fact]
    public async Task Only_its_owner_can_read_it()
    {
        await FileClientAsync();
        await Client(options => options.TokenStore = new FileTokenStore(File)).Session.RefreshAsync(Cancellation);

        Assert.Equal(OwnerOnly, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(File)!), file => Assert.Equal(OwnerOnly, System.IO.File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task What_a_killed_writer_left_behind_is_neither_read_nor_in_the_way_nor_kept()
    {
        var client = await FileClientAsync();
        await System.IO.File.WriteAllTextAsync(File + ".new", "{\"version\":1,\"sess", Cancellation);
        System.IO.File.SetUnixFileMode(File + ".new", OwnerOnly | UnixFileMode.OtherRead);

        await client.Session.RefreshAsync(Cancellation);

        Assert.Equal(2, (await new FileTokenStore(File).ReadAsync(Cancellation)).Session!.Details.Generation);
        Assert.False(System.IO.File.Exists(File + ".new"));
        Assert.Equal(OwnerOnly, System.IO.File.GetUnixFileMode(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("{}x")]
    [InlineData("""{"version":2}""")]
    [InlineData("""{"version":1,"session":{}}""")]
    [InlineData("""{"version":1,"signOuts":null}""")]
    [InlineData("""{"version":1,"signOuts":[null]}""")]
    [InlineData("""{"version":1,"signOuts":[{}]}""")]
    [InlineData("""{"version":1,"signOuts":[{"sessionId":"s1","refreshToken":null}]}""")]
    [InlineData("""{"version":1,"ended":{}}""")]
    [InlineData("""{"version":1,"session":{"refreshToken":"r","accessToken":"a","user":{"roles":[]},"details":{"id":"s1"}}}""")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task Something_else_in_the_file_is_a_fault_of_the_setup_and_nobody_is_said_to_be_signed_out(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, content, Cancellation);
        var client = Client(options => options.TokenStore = new FileTokenStore(File));

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => client.Session.GetAccessTokenAsync(Cancellation));

        Assert.Equal("token_store_unreadable", error.Code);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await System.IO.File.ReadAllTextAsync(File, Cancellation));
    }

    [Fact]
    public async Task A_turn_is_had_by_one_at_a_time_and_waiting_for_it_ends()
    {
        var (first, second) = (new FileTokenStore(File), new FileTokenStore(File));
        var turn = await first.TryTakeTurnAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.NotNull(turn);
        Assert.Null(await second.TryTakeTurnAsync(TimeSpan.FromMilliseconds(50), Cancellation));

        var waiting = second.TryTakeTurnAsync(TimeSpan.FromSeconds(30), Cancellation);
        await turn.DisposeAsync();
        await using var next = await waiting;
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Whoever_does_not_get_a_turn_in_time_refreshes_without()
    {
        var client = await FileClientAsync(options => options.RequestTimeout = TimeSpan.FromSeconds(1));
        await using var held = await new FileTokenStore(File).TryTakeTurnAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(2, (await client.Session.RefreshAsync(Cancellation)).Session!.Generation);

        // Whoever holds it may do so for ever: from now on it is only tried, which takes none of the 2 s.
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(3, (await client.Session.RefreshAsync(Cancellation)).Session!.Generation);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        const int writers = 8, rounds = 25;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var store = new FileTokenStore(File);
            for (var round = 0; round < rounds; round++)
                await store.UpdateAsync(tokens => tokens with { SignOuts = [.. tokens.SignOuts, new($"{writer}.{round}", "r")] }, Cancellation);
        })));

        Assert.Equal(writers * rounds, (await new FileTokenStore(File).ReadAsync(Cancellation)).SignOuts.Distinct().Count());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stops_a_refresh_before_the_server_is_asked()
    {
        var client = await FileClientAsync();
        System.IO.File.Delete(File + ".turn");
        Directory.CreateDirectory(File + ".turn");

        Assert.Equal("token_store_failed", (await client.RefreshFailsAsync()).Code);
        Assert.Equal(0, Server.Refreshes);
        Assert.Equal(SessionStatus.Stale, client.Now.Status);
    }

    private Task<TestClient> FileClientAsync(Action<TandemClientOptions>? configure = null) => SignedInAsync(options =>
    {
        options.TokenStore = new FileTokenStore(File);
        configure?.Invoke(options);
    });
}
