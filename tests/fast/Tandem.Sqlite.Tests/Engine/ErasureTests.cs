using System.Text;

using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>What was erased is in no file any more: searched for byte by byte, while the database is open.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private readonly SqliteHost host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await host.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(0, "An-Unmistakable-Browser/7.1")]
    [InlineData(3000, "An-Unmistakable-Browser/7.1")]
    public async Task Erasing_what_events_tell_of_a_person_leaves_nothing_in_the_database_and_its_log(int filler, string program)
    {
        var erased = Guid.NewGuid();
        var store = host.Get<IEventStore>();
        for (var i = 0; i < 50; i++)
        {
            await AppendAsync(erased, "203.0.113.77", program + new string('x', filler));
            await AppendAsync(Guid.NewGuid(), "198.51.100.5", "Another-Browser/1.0");
        }

        Assert.True(host.FilesHold(Encoding.UTF8.GetBytes(program)));

        await store.EraseAsync(erased, count => new PersonalDataErased(erased, count) { At = host.Time.GetUtcNow(), Context = EventContext.Local }, Cancellation);

        Assert.False(host.FilesHold(Encoding.UTF8.GetBytes(program)));
        Assert.False(host.FilesHold("203.0.113.77"u8));
        Assert.True(host.FilesHold("198.51.100.5"u8));

        Task AppendAsync(Guid account, string address, string userAgent) => store.AppendAsync(
            new LoginSucceeded(account, Guid.NewGuid(), ["pwd"]) { At = host.Time.GetUtcNow(), Context = new("request", address, userAgent) }, Cancellation);
    }
}
