using System.Net.Http.Json;
using System.Text;

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
        ["parts"] = () => new MultipartFormDataContent { { new StringContent("pen"), "item" } },
    };

    public static TheoryData<string> Kinds => [.. InMemory.Keys];

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

    [Fact]
    public async Task A_stream_cannot_be_sent_again_but_the_token_is_renewed()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        var error = await Assert.ThrowsAsync<TandemAuthException>(() => EchoAsync(client, HttpMethod.Put, "/api/orders", Stream()));

        Assert.Equal("not_replayable", error.Code);
        Assert.Equal("""{"token":"s1.2","body":"pen"}""", await EchoAsync(client, HttpMethod.Put, "/api/orders", Stream()));
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task Parts_with_a_stream_among_them_are_a_stream()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        var error = await Assert.ThrowsAsync<TandemAuthException>(
            () => EchoAsync(client, HttpMethod.Put, "/api/orders", new MultipartFormDataContent { { Stream(), "file", "pen.txt" } }));

        Assert.Equal("not_replayable", error.Code);
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
}
