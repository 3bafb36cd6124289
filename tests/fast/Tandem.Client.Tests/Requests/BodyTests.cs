using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Requests;

public sealed class BodyTests : ClientTest
{
    private static readonly Dictionary<string, Func<HttpContent>> InMemory = new()
    {
        ["text"] = () => new StringContent("pen"),
        ["bytes"] = () => new ByteArrayContent("pen"u8.ToArray()),
        ["memory"] = () => new ReadOnlyMemoryContent("pen"u8.ToArray()),
        ["a form"] = () => new FormUrlEncodedContent([new("item", "pen")]),
        ["JSON"] = () => JsonContent.Create(new { item = "pen" }),
        ["JSON of an array"] = () => JsonContent.Create(new[] { "pen" }),
        ["JSON of a list"] = () => JsonContent.Create(new List<string> { "pen" }),
        ["JSON of a set"] = () => JsonContent.Create(new HashSet<string> { "pen" }),
        ["JSON of a dictionary"] = () => JsonContent.Create(new Dictionary<string, string> { ["item"] = "pen" }),
        ["JSON of a node"] = () => JsonContent.Create(new JsonArray("pen")),
        ["JSON of an object with a sequence in it"] = () => JsonContent.Create(new { items = OnceOnly() }),
        ["parts of JSON"] = () => new MultipartFormDataContent { { JsonContent.Create(new { items = OnceOnlyAsync() }), "item" } },
        ["parts"] = () => new MultipartFormDataContent { { new StringContent("pen"), "item" } },
    };

    private static readonly Dictionary<string, Func<HttpContent>> UsedUp = new()
    {
        ["a stream"] = Stream,
        ["parts with a stream among them"] = () => new MultipartFormDataContent { { Stream(), "file", "pen.txt" } },
        ["JSON of a sequence"] = () => JsonContent.Create(OnceOnly()),
        ["JSON of a query"] = () => JsonContent.Create(OnceOnly().Select(item => item)),
        ["JSON of an asynchronous sequence"] = () => JsonContent.Create(OnceOnlyAsync()),
        ["JSON of an asynchronous sequence of numbers"] = () => JsonContent.Create(NumbersAsync()),
        ["parts with JSON of a sequence among them"] = () => new MultipartContent { JsonContent.Create(OnceOnly()) },
        ["a content of the program's own"] = () => new OwnContent(),
    };

    public static TheoryData<string> Kinds => [.. InMemory.Keys];

    public static TheoryData<string> KindsUsedUp => [.. UsedUp.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_in_memory_is_sent_again(string kind)
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        await EchoAsync(client, HttpMethod.Put, "/api/orders", InMemory[kind]());

        var sent = Server.Received.Where(request => request.Path == "/api/orders").ToList();
        Assert.Equal(["Bearer s1.1", "Bearer s1.2"], sent.Select(request => request.Authorization));
        Assert.Contains("pen", sent[0].Body, StringComparison.Ordinal);
        Assert.Equal(sent[0].Body, sent[1].Body);
        Assert.Equal(sent[0].Headers.GetValueOrDefault("Content-Type"), sent[1].Headers.GetValueOrDefault("Content-Type"));
    }

    [Theory]
    [MemberData(nameof(KindsUsedUp))]
    public async Task One_that_may_be_used_up_is_not_sent_again_but_the_token_is_renewed(string kind)
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        var error = await Assert.ThrowsAsync<TandemAuthException>(() => EchoAsync(client, HttpMethod.Put, "/api/orders", UsedUp[kind]()));

        Assert.Equal("not_replayable", error.Code);
        Assert.Equal(1, Server.Count("/api/orders"));
        Assert.Contains("s1.2", await EchoAsync(client, HttpMethod.Put, "/api/orders", UsedUp[kind]()), StringComparison.Ordinal);
        Assert.Equal(1, Server.Refreshes);
    }

    [Theory]
    [InlineData(839, 0)]
    [InlineData(840, 1)]
    public async Task A_stream_is_sent_with_a_token_that_is_good_for_another_minute(int age, int refreshes)
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromSeconds(age));

        await EchoAsync(client, HttpMethod.Put, "/api/orders", Stream());

        Assert.Equal(refreshes, Server.Refreshes);
        Assert.Equal(1, Server.Count("/api/orders"));
    }

    [Fact]
    public async Task Where_no_better_token_can_be_had_a_stream_is_sent_with_one_that_is_good_now()
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromSeconds(899));
        Server.On("/api/auth/refresh", Reply.BreakAsync);

        Assert.Equal("""{"token":"s1.1","body":"pen"}""", await EchoAsync(client, HttpMethod.Put, "/api/orders", Stream()));
    }

    [Fact]
    public async Task Of_tokens_that_live_for_seconds_a_stream_takes_one_with_half_its_life()
    {
        Server.ExpiresIn = 20;
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromMilliseconds(9_999));
        await EchoAsync(client, HttpMethod.Put, "/api/orders", Stream());
        Assert.Equal(0, Server.Refreshes);

        Time.Advance(TimeSpan.FromMilliseconds(1));
        await EchoAsync(client, HttpMethod.Put, "/api/orders", Stream());
        Assert.Equal(1, Server.Refreshes);
    }

    private static StreamContent Stream() => new(new MemoryStream(Encoding.UTF8.GetBytes("pen")));

    // Read from where it cannot be read again: the second time there is nothing.
    private static IEnumerable<string> OnceOnly()
    {
        var queue = new Queue<string>(["pen"]);
        return Rest();

        IEnumerable<string> Rest()
        {
            while (queue.TryDequeue(out var item))
                yield return item;
        }
    }

    private static IAsyncEnumerable<string> OnceOnlyAsync() => OnceOnly().ToAsyncEnumerable();

    private static async IAsyncEnumerable<int> NumbersAsync()
    {
        await Task.Yield();
        yield return 1;
    }

    private sealed class OwnContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync("pen"u8.ToArray()).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
