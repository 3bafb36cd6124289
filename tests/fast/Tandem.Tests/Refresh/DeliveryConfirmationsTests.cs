using Tandem.AccessTokens;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>What access tokens prove that are seen late: collected, and written once.</summary>
public sealed class DeliveryConfirmationsTests
{
    private const int Most = 100_000;

    private static readonly DateTimeOffset IssuedAt = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly SessionPolicy Policy = new();

    // A second more than twice the leeway, since tokens hold whole seconds.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(61);

    private readonly DeliveryConfirmations confirmations = new(Policy);
    private readonly ConfirmedGenerations store = new();

    [Theory]
    [InlineData(0, false)]
    [InlineData(60_999, false)]
    [InlineData(61_000, false)]
    [InlineData(61_001, true)]
    [InlineData(900_000, true)]
    public async Task An_access_token_proves_its_delivery_when_it_is_seen_later_than_two_leeways_and_a_second_after_its_issue(int milliseconds, bool proves)
    {
        confirmations.Observe(Token(Session(1), generation: 2), IssuedAt.AddMilliseconds(milliseconds));
        await FlushAsync();

        Assert.Equal(proves ? [new(Session(1), 2, IssuedAt)] : [], store.Batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task Sightings_of_many_sessions_are_one_batch_and_nothing_seen_is_none()
    {
        await FlushAsync();
        for (var session = 1; session <= 1_000; session++)
            See(session);
        await FlushAsync();
        await FlushAsync();

        Assert.Equal([1_000], store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task A_session_is_written_once_for_each_rotation_however_often_its_access_token_is_seen()
    {
        for (var rotation = 0; rotation < 3; rotation++)
        {
            for (var flush = 0; flush < 10; flush++)
            {
                for (var seen = 0; seen < 100; seen++)
                    See(1, generation: 2 + rotation, secondsLater: 900 * rotation);
                await FlushAsync();
            }
        }

        Assert.Equal([2L, 3, 4], Written().Select(delivered => delivered.Generation));
    }

    [Fact]
    public async Task Of_several_sightings_the_latest_token_counts_and_not_the_highest_generation()
    {
        See(1, generation: 7);
        See(1, generation: 4, secondsLater: 2);
        See(1, generation: 5, secondsLater: 1);
        await FlushAsync();

        Assert.Equal([new(Session(1), 4, IssuedAt.AddSeconds(2))], Written());
    }

    [Fact]
    public async Task An_older_token_that_is_seen_after_a_newer_one_is_not_written()
    {
        See(1, generation: 3, secondsLater: 900);
        await FlushAsync();
        See(1, generation: 2);
        await FlushAsync();

        Assert.Equal([3L], Written().Select(delivered => delivered.Generation));
    }

    [Fact]
    public async Task A_generation_that_is_handed_out_again_after_lost_commits_is_written_again()
    {
        See(1, generation: 3);
        await FlushAsync();
        See(1, generation: 3, secondsLater: 900);
        await FlushAsync();

        Assert.Equal([IssuedAt, IssuedAt.AddSeconds(900)], Written().Select(delivered => delivered.IssuedAt));
    }

    [Fact]
    public async Task What_is_seen_while_a_batch_is_written_comes_with_the_next()
    {
        store.Writing = () =>
        {
            See(1, generation: 3, secondsLater: 900);
            See(2);
            store.Writing = () => { };
        };
        See(1);
        await FlushAsync();
        await FlushAsync();

        Assert.Equal([1, 2], store.Batches.Select(batch => batch.Count));
        Assert.Equal([2L, 3], Written().Where(delivered => delivered.SessionId == Session(1)).Select(delivered => delivered.Generation));
    }

    [Fact]
    public async Task A_batch_that_could_not_be_written_is_kept()
    {
        store.Writing = () => throw new StorageUnavailableException("The disk is full.");
        See(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(FlushAsync);

        store.Writing = () => { };
        await FlushAsync();

        Assert.Equal([Session(1)], Written().Select(delivered => delivered.SessionId));
    }

    [Fact]
    public async Task No_more_wait_than_a_hundred_thousand_and_what_was_lost_is_seen_again()
    {
        for (var session = 1; session <= Most + 10; session++)
            See(session);
        await FlushAsync();
        See(Most + 10);
        await FlushAsync();

        Assert.Equal([Most, 1], store.Batches.Select(batch => batch.Count));
    }

    // A write too many is harmless; memory that grows with every session there ever was is not.
    [Fact]
    public async Task What_was_written_is_forgotten_once_it_is_more_than_a_hundred_thousand()
    {
        for (var flood = 0; flood < 3; flood++)
        {
            for (var session = 1; session <= Most; session++)
                See((flood * Most) + session);
            await FlushAsync();
        }

        See(1);
        await FlushAsync();

        Assert.Equal([Session(1)], store.Batches[^1].Select(delivered => delivered.SessionId));
    }

    private void See(int session, long generation = 2, int secondsLater = 0)
    {
        var token = Token(Session(session), generation) with { IssuedAt = IssuedAt.AddSeconds(secondsLater) };
        confirmations.Observe(token, token.IssuedAt + Late + TimeSpan.FromMilliseconds(1));
    }

    private Task FlushAsync() => confirmations.FlushAsync(store, TestContext.Current.CancellationToken);

    private IEnumerable<DeliveredGeneration> Written() => store.Batches.SelectMany(batch => batch);

    private static Guid Session(int number) => new(number, 0, 0, new byte[8]);

    private static AccessToken Token(Guid session, long generation) => new()
    {
        Issuer = "https://auth.example.com",
        Subject = new Guid("018f3c1e-0000-4000-8000-00000000000a"),
        Audience = "https://auth.example.com",
        ExpiresAt = IssuedAt.AddMinutes(15),
        IssuedAt = IssuedAt,
        Id = "id",
        ClientId = "tandem",
        SessionId = session,
        Generation = generation,
        Epoch = 1,
        Roles = [],
        AuthenticatedAt = IssuedAt,
        AuthenticationMethods = ["pwd"],
    };
}
