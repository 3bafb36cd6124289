using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Testing;

namespace Tandem.Tests.SecurityEvents;

/// <summary>What a link covers. J5.</summary>
[Trait("requirement", "J5")]
public sealed class EventSealerTests
{
    private static readonly EventSealer Sealer = new(new byte[EventSealer.KeyLength], new SeededRandom(3));

    private static readonly EventRecord Row = EventRecord.Of(
        new AccessDenied(Guid.AllBitsSet, Guid.Empty, "GET", "/a") { At = DateTimeOffset.UnixEpoch, Context = new("r", "192.0.2.1", "agent") }, 7);

    public static IReadOnlyCollection<ITheoryDataRow> Changes => new TheoryData<string, Func<EventRecord, EventRecord>>
    {
        { "sequence", row => row with { Sequence = 8 } },
        { "at", row => row with { At = row.At.AddMilliseconds(1) } },
        { "kind", row => row with { Kind = "access_denie" } },
        { "account", row => row with { AccountId = null } },
        { "session", row => row with { SessionId = null } },
        { "account and session", row => row with { AccountId = row.SessionId, SessionId = row.AccountId } },
        { "request", row => row with { Context = row.Context with { RequestId = null } } },
        { "data", row => row with { Data = row.Data + " " } },
        { "from one field to the next", row => row with { Kind = row.Kind + "x", Context = row.Context with { RequestId = "" } } },
        { "personal hash", row => row with { PersonalHash = new byte[32] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    internal void A_link_covers_each_field(string field, Func<EventRecord, EventRecord> change)
    {
        var written = Sealer.Seal(Row, ChainLink.Start.Value);

        Assert.True(Sealer.IsWhole(written, ChainLink.Start.Value));
        Assert.False(Sealer.IsWhole(change(written), ChainLink.Start.Value), field);
        Assert.False(Sealer.IsWhole(written, written.Link));
    }

    [Fact]
    public void Two_events_that_are_alike_have_hashes_that_are_not()
    {
        var (one, other) = (Sealer.Seal(Row, ChainLink.Start.Value), Sealer.Seal(Row, ChainLink.Start.Value));

        Assert.NotEqual(one.PersonalHash, other.PersonalHash);
        Assert.True(EventSealer.IsPersonalDataWhole(one));
        Assert.False(EventSealer.IsPersonalDataWhole(one with { Salt = other.Salt }));
    }

    [Fact]
    public void A_head_is_no_anchor() => Assert.NotEqual(Sealer.SealHead(ChainLink.Start), Sealer.SealAnchor(ChainLink.Start));
}
