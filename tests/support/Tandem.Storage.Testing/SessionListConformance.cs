using Tandem.Accounts;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>An account's sessions in pages, and those that are too many.</summary>
public abstract class SessionListConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    [Fact]
    public async Task Pages_show_each_living_session_once_the_latest_sign_ins_first()
    {
        var account = await HaveAccountAsync();
        var began = await HaveManyAsync(account, 230);
        await Sessions.TryRevokeAsync(began[150].Id, null, SessionEnd.SignedOut, Report(), Cancellation);
        began.RemoveAt(150);
        began.Reverse();

        var pages = await PagesAsync(account);

        Assert.Equal([100, 100, 29], pages.Select(page => page.Sessions.Count));
        Assert.Equal(
            began.Chunk(SessionPage.Most).Select(page => page.Select(session => session.Id).Order()),
            pages.Select(page => page.Sessions.Select(session => session.Id).Order()));
    }

    [Fact]
    public async Task A_full_page_that_is_the_last_one_names_no_next()
    {
        var account = await HaveAccountAsync();
        await HaveManyAsync(account, SessionPage.Most);

        var page = Assert.Single(await PagesAsync(account));

        Assert.Equal(SessionPage.Most, page.Sessions.Count);
    }

    [Fact]
    public async Task A_page_looks_past_expired_sessions_and_at_a_thousand_at_most()
    {
        var account = await HaveAccountAsync();
        var living = await HaveSessionAsync(account);
        await HaveManyAsync(account, 999, s => s with { AbsoluteExpiresAt = Now });
        Assert.Equal([living.Id], (await LivingAsync(account)).Select(session => session.Id));

        await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now });

        var pages = await PagesAsync(account);
        Assert.Equal([0, 1], pages.Select(page => page.Sessions.Count));
    }

    [Fact]
    public async Task A_page_goes_on_after_a_session_that_has_ended_meanwhile()
    {
        var account = await HaveAccountAsync();
        var began = await HaveManyAsync(account, 101);
        var first = (await Sessions.ListAsync(account.Id, null, Now, Cancellation))!;

        await Sessions.TryRevokeAsync(first.Next!.Value, null, SessionEnd.SignedOut, Report(), Cancellation);

        Assert.Equal([began[0].Id], (await Sessions.ListAsync(account.Id, first.Next, Now, Cancellation))!.Sessions.Select(s => s.Id));
    }

    [Fact]
    public async Task Nothing_comes_after_what_is_no_session_of_the_account()
    {
        var account = await HaveAccountAsync();
        Assert.Null(await Sessions.ListAsync(account.Id, NewId(), Now, Cancellation));
        Assert.Null(await Sessions.ListAsync(account.Id, (await HaveSessionAsync()).Id, Now, Cancellation));
    }

    [Fact]
    public async Task As_many_sessions_as_there_may_be_are_not_too_many_and_one_more_names_the_longest_unused()
    {
        var account = await HaveAccountAsync();
        var old = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-3), Rotation = RotationState.Initial with { RotatedAt = Now } });
        var unused = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddDays(-2) });
        var between = await HaveSessionAsync(account, s => s with { CreatedAt = Now.AddHours(-1) });
        await HaveSessionAsync();
        Assert.Equivalent(new SessionCount(3, []), await Sessions.CountAsync(account.Id, 3, Now, Cancellation), strict: true);

        var counted = await Sessions.CountAsync(account.Id, 2, Now, Cancellation);

        Assert.Equal(3, counted.Count);
        Assert.Equal([unused.Id, between.Id, old.Id], counted.Surplus.Select(session => session.Id));
    }

    [Fact]
    public async Task Sessions_that_are_over_are_not_too_many()
    {
        var account = await HaveAccountAsync();
        await HaveManyAsync(account, 3, s => s with { AbsoluteExpiresAt = Now });
        await HaveManyAsync(account, 3, s => s with { SessionEpoch = 0 });
        await HaveManyAsync(account, 3, s => s with { RevokedAt = Now, RevokedBecause = SessionEnd.SignedOut });
        await HaveManyAsync(account, 2);

        Assert.Empty((await Sessions.CountAsync(account.Id, 2, Now, Cancellation)).Surplus);
    }

    private async Task<List<Session>> HaveManyAsync(Account account, int count, Func<Session, Session>? change = null)
    {
        var began = new List<Session>();
        for (var number = 0; number < count; number++)
            began.Add(await HaveSessionAsync(account, change));
        return began;
    }

    private async Task<IReadOnlyList<SessionPage>> PagesAsync(Account account)
    {
        var pages = new List<SessionPage>();
        do
            pages.Add((await Sessions.ListAsync(account.Id, pages.LastOrDefault()?.Next, Now, Cancellation))!);
        while (pages[^1].Next is not null);
        return pages;
    }
}
