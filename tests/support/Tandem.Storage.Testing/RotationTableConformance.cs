using Tandem.Processes.Testing;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Testing;

namespace Tandem.Storage.Testing;

/// <summary>The rotating statement against each row of the table of decisions.</summary>
public abstract class RotationTableConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly ClientInfo Client = new("Browser/2.0", "198.51.100.0/24");

    [Fact]
    public async Task Rotating_agrees_with_every_row_of_the_table()
    {
        var table = RotationTable.Read(await File.ReadAllTextAsync(Repository.PathOf(RotationTable.File), Cancellation));
        var account = await HaveAccountAsync();
        var created = Now;

        await Task.WhenAll(table.Rows.Select(async row =>
        {
            var policy = table.Policies[row.Policy].ToPolicy();
            var session = await HaveSessionAsync(account, s => s with
            {
                Rotation = row.State.ToRotation(created),
                IdleLifetime = policy.IdleLifetime,
                AbsoluteExpiresAt = created + policy.AbsoluteLifetime,
            });

            var rotated = await Sessions.TryRotateAsync(
                new(session.Id, session.SecretHash, row.Presented, created.AddMilliseconds(row.Now), policy.SettlingTime, Client), Cancellation);

            // A token newer than the row is not the statement's: it is decided off the common path.
            var expected = row.Outcome == RotationOutcome.Rotate && row.Presented <= row.State.Issued ? row.Next!.ToRotation(created) : (RotationState?)null;
            Assert.True(expected == rotated?.Session.Rotation, $"The statement returned {rotated?.Session.Rotation} for {row}");
            var kept = await Sessions.FindAsync(session.Id, Cancellation);
            Assert.True((expected ?? session.Rotation) == kept!.Session.Rotation, $"The statement left {kept.Session.Rotation} after {row}");
        }));

        Assert.NotEmpty(table.Rows);
    }
}
