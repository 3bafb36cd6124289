using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Sessions;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Storage.Testing;

namespace Tandem.Sqlite.Tests.Sessions;

public sealed class SessionPurgeTests : StoreConformance<SqliteHost>
{
    [Fact]
    public async Task A_session_that_was_used_since_stays_and_is_looked_at_again_when_that_use_is_too_long_ago()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-8) });
        var other = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-8) });
        var used = session.Rotation with { Issued = 2, RotatedAt = Now.AddDays(-3) };
        await Sessions.TryAdvanceAsync(session.Id, session.Rotation, used, session.Client, Report(), Cancellation);

        Assert.Equal((2, 1), await RunAsync(Now));
        Assert.NotNull(await Sessions.FindAsync(session.Id, Cancellation));
        Assert.Null(await Sessions.FindAsync(other.Id, Cancellation));

        Assert.Equal((0, 0), await RunAsync(Now));
        Assert.Equal((0, 0), await RunAsync(Now.AddDays(4)));
        Assert.Equal((1, 1), await RunAsync(Now.AddDays(4).AddMilliseconds(1)));
        Assert.Null(await Sessions.FindAsync(session.Id, Cancellation));
    }

    [Fact]
    public async Task Living_sessions_are_not_looked_at_however_many_there_are()
    {
        var account = await HaveAccountAsync();
        for (var number = 0; number < 200; number++)
            await HaveSessionAsync(account);
        await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-8) });

        Assert.Equal((1, 1), await RunAsync(Now));
    }

    [Fact]
    public async Task More_living_sessions_that_are_due_than_fit_into_a_batch_hide_none_that_is_over()
    {
        var account = await HaveAccountAsync();
        for (var number = 0; number < 200; number++)
            await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-9), Rotation = new(2, 1, 1, Now, 0) });
        await PutBackAsync();
        await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-8) });

        Assert.Equal(1, await Sessions.PurgeAsync(Now, 500, Cancellation));
        Assert.Equal((0, 0), await RunAsync(Now));
    }

    [Fact]
    public async Task What_something_else_has_removed_is_forgotten()
    {
        await HaveSessionAsync(await HaveAccountAsync(), s => s with { CreatedAt = Now.AddDays(-8) });
        await Host.Get<SqliteDatabase>().WriteAsync(connection => connection.Execute("DELETE FROM sessions"), Cancellation);

        Assert.Equal((1, 0), await RunAsync(Now));
        Assert.Equal((0, 0), await RunAsync(Now));
    }

    // As if they had been used after they were noted.
    private Task<int> PutBackAsync() => Host.Get<SqliteDatabase>().WriteAsync(
        connection => connection.Execute("UPDATE session_ends SET due = 1"), Cancellation);

    private Task<(int Seen, int Removed)> RunAsync(DateTimeOffset before) =>
        Host.Get<SqliteDatabase>().WriteAsync(connection => SessionPurge.Run(connection, before, 64), Cancellation);
}
