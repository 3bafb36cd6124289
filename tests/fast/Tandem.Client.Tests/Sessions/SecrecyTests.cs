using System.Text;
using System.Text.Json;

using Microsoft.Extensions.Logging;

using Tandem.AspNetCore.Testing;
using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Sessions;

/// <summary>Tokens are in the store and in memory, and nowhere else.</summary>
public sealed class SecrecyTests : ClientTest
{
    [Fact]
    public async Task Neither_logs_nor_errors_nor_snapshots_hold_one()
    {
        using var logs = new CapturedLogs();
        using var factory = new LoggerFactory([logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        var said = new StringBuilder();
        var client = await SignedInAsync(options => options.LoggerFactory = factory);
        client.Session.SessionChanged += (_, change) => said.AppendLine(JsonSerializer.Serialize(change.Session.Session) + change.Session);
        client.Session.SessionChanged += (_, _) => throw new InvalidOperationException("A fault.");

        await client.Session.RefreshAsync(Cancellation);
        Server.On("/api/auth/refresh", context => Reply.HtmlAsync(context, 502));
        said.AppendLine((await client.RefreshFailsAsync()).ToString());
        Server.On("/api/auth/logout", Reply.BreakAsync);
        said.AppendLine((await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation))).ToString());
        said.AppendLine(string.Concat(await client.Store.ReadAsync(Cancellation), (await client.Store.ReadAsync(Cancellation)).SignOuts[0]));

        Assert.NotEmpty(logs.With("A listener of SessionChanged threw."));
        Assert.NotEmpty(logs.With("A sign-out could not be sent to the server yet (network_error)."));
        Assert.NotEmpty(logs.With("The session is over: sign_out."));
        Assert.DoesNotContain("s1.", said.ToString() + string.Concat(logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_store_holds_is_written_out_without_them()
    {
        var client = await SignedInAsync();
        var stored = await client.Store.ReadAsync(Cancellation);

        Assert.Equal("session s1, generation 1", stored.ToString());
        Assert.Equal("session s1, generation 1", stored.Session!.ToString());
        Assert.Contains("r.s1.1", Encoding.UTF8.GetString(stored.Serialize()), StringComparison.Ordinal);
    }
}
