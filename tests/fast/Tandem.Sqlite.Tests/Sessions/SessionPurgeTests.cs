using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Sessions;
using Tandem.Sqlite.Tests.Conformance;
using Tandem.Sqlite.Tests.Engine;

namespace Tandem.Sqlite.Tests.Sessions;

public sealed class SessionPurgeTests : StoreConformance<SqliteHost>
{
    [Fact]
    public async Task A_session_that_is_used_between_being_found_and_being_removed_stays()
    {
        var database = Host.Get<SqliteDatabase>();
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-8) });
        var other = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-8) });
        var found = await database.ReadAsync(connection => SessionPurge.Find(connection, Now, 10), Cancellation);
        Assert.Equal(2, found.Count);

        var used = session.Rotation with { Issued = 2, RotatedAt = Now };
        await Sessions.TryAdvanceAsync(session.Id, session.Rotation, used, session.Client, Report(), Cancellation);
        var removed = await database.WriteAsync(connection => SessionPurge.Remove(connection, Now, found), Cancellation);

        Assert.Equal(1, removed);
        Assert.NotNull(await Sessions.FindAsync(session.Id, Cancellation));
        Assert.Null(await Sessions.FindAsync(other.Id, Cancellation));
    }
}
