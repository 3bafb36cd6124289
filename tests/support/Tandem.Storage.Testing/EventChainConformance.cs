using Microsoft.Extensions.DependencyInjection;

using Tandem.Accounts;
using Tandem.Operations;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>The event log as a chain: ASVS 16.4.2, J5.</summary>
[Trait("requirement", "J5")]
public abstract class EventChainConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    [Fact]
    public async Task An_untouched_log_is_sound_and_tells_its_head()
    {
        await AppendAsync(3);

        var report = await Chain.VerifyAsync(Host);

        Assert.Empty(report.Faults);
        Assert.Equal(3, report.Checked);
        var newest = (await AllEventsAsync())[^1];
        Assert.Equal(new ChainLink(3, newest.Link!), report.Head);
    }

    [Fact]
    public async Task An_empty_log_is_sound()
    {
        var report = await Chain.VerifyAsync(Host);

        Assert.True(report.IsSound);
        Assert.Equal(ChainLink.Start, report.Head);
    }

    [Fact]
    public async Task Every_link_follows_the_one_before_it_also_when_writers_race_and_some_fail()
    {
        var session = await HaveSessionAsync();
        await using var another = await Host.StartAnotherAsync(Cancellation);
        var theirs = another.GetRequiredService<IEventStore>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            if (i % 5 == 0)
                await Assert.ThrowsAnyAsync<Exception>(() => Sessions.InsertAsync(session, null, Report(), Cancellation));
            else
                await (i % 2 == 0 ? Events : theirs).AppendAsync(Report($"{i}"), Cancellation);
        }));

        var report = await Chain.VerifyAsync(Host);
        Assert.Empty(report.Faults);
        Assert.Equal(2 + 160, report.Checked);
        Assert.Equal(Enumerable.Range(1, 162).Select(i => (long)i), (await AllEventsAsync()).Select(record => record.Sequence));
    }

    [Fact]
    public async Task A_chain_goes_on_after_a_restart()
    {
        await AppendAsync(2);
        await Host.RestartAsync(Cancellation);
        await AppendAsync(2);

        var report = await Chain.VerifyAsync(Host);
        Assert.Empty(report.Faults);
        Assert.Equal(4, report.Checked);
    }

    [Fact]
    public async Task With_another_key_nothing_fits()
    {
        await AppendAsync(2);

        var report = await Chain.VerifyAsync(Host, sealer: new EventSealer(new byte[EventSealer.KeyLength], Host.Random));

        Assert.Equal(
            [ChainFaultKind.AnchorForged, ChainFaultKind.Changed, ChainFaultKind.Changed, ChainFaultKind.HeadForged],
            report.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    [Trait("requirement", "J6")]
    public async Task An_event_is_there_exactly_when_its_change_is()
    {
        var random = new Random(17);
        var accounts = new List<Account>();
        for (var i = 0; i < 10; i++)
            accounts.Add(await HaveAccountAsync());
        var sessions = new List<Session>();
        var expected = new List<string>();

        for (var step = 0; step < 300; step++)
        {
            var name = $"step {step}";
            var account = accounts[random.Next(accounts.Count)];
            var changed = random.Next(5) switch
            {
                0 => await TryAsync(() => Sessions.InsertAsync(sessions.Count > 0 ? sessions[random.Next(sessions.Count)] : NewSession(account), null, Report(name), Cancellation)),
                1 => await TryAsync(() =>
                {
                    sessions.Add(NewSession(account));
                    return Sessions.InsertAsync(sessions[^1], null, Report(name), Cancellation);
                }),
                2 => await Accounts.SetRolesAsync(random.Next(2) == 0 ? account.Id : NewId(), ["user"], Report(name), Cancellation),
                3 when sessions.Count > 0 => await Sessions.TryRevokeAsync(
                    sessions[random.Next(sessions.Count)].Id, null, SessionEnd.SignedOut, Report(name), Cancellation),
                _ => await Accounts.TryCreateAsync(account with { Id = NewId() }, EmailAddress.Canonicalize(account.Email), null, Report(name), Cancellation),
            };
            if (changed)
                expected.Add(name);
        }

        var written = (await AllEventsAsync()).Select(record => record.Event).OfType<RateLimited>().Select(reported => reported.Group)
            .Where(group => group.StartsWith("step ", StringComparison.Ordinal));
        Assert.Equal(expected, written);
        Assert.InRange(expected.Count, 50, 250);
        Assert.Empty((await Chain.VerifyAsync(Host)).Faults);
    }

    [Fact]
    public async Task Retention_removes_from_the_beginning_and_leaves_the_chain_sound()
    {
        await AppendAsync(5);
        var head = (await Chain.VerifyAsync(Host)).Head;
        Host.Time.Advance(TimeSpan.FromDays(2));
        await AppendAsync(3);
        var before = Now - TimeSpan.FromDays(1);

        Assert.Equal(2, await PurgeAsync(before, 2));
        Assert.Empty((await Chain.VerifyAsync(Host)).Faults);
        Assert.Equal(3, await PurgeAsync(before));
        Assert.Equal(0, await PurgeAsync(before));

        Assert.Equal([6L, 7L, 8L, 9L, 10L], (await AllEventsAsync()).Select(record => record.Sequence));
        var report = await Chain.VerifyAsync(Host, head);
        Assert.Empty(report.Faults);
        var tooOld = Assert.Single((await Chain.VerifyAsync(Host, new ChainLink(4, head.Value))).Faults);
        Assert.Equal((ChainFaultKind.KnownHeadPurged, 4), (tooOld.Kind, tooOld.Sequence));
        Assert.Equal(ChainFaultKind.KnownHeadDiffers, Assert.Single((await Chain.VerifyAsync(Host, head with { Value = new byte[32] })).Faults).Kind);
    }

    [Fact]
    public async Task A_log_that_retention_has_emptied_goes_on_where_it_was()
    {
        await AppendAsync(3);
        Host.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(3, await PurgeAsync(Now));
        Assert.Empty((await Chain.VerifyAsync(Host)).Faults);

        await AppendAsync(1);

        Assert.Equal([4L, 5L], (await AllEventsAsync()).Select(record => record.Sequence));
        Assert.Empty((await Chain.VerifyAsync(Host)).Faults);
    }

    [Fact]
    public async Task An_event_of_the_limit_is_kept_and_one_before_it_is_not()
    {
        await AppendAsync(1);

        Assert.Equal(0, await PurgeAsync(Now));
        Assert.Equal(1, await PurgeAsync(Now.AddMilliseconds(1)));
    }

    [Fact]
    public async Task What_was_removed_is_told_by_an_event_of_the_chain()
    {
        await AppendAsync(2);
        var oldest = Now;
        Host.Time.Advance(TimeSpan.FromHours(1));
        await AppendAsync(1);
        var newest = Now;
        Host.Time.Advance(TimeSpan.FromDays(2));

        await PurgeAsync(Now);

        var purged = Assert.IsType<EventsPurged>(Assert.Single(await AllEventsAsync()).Event);
        Assert.Equal(new EventsPurged(1, 3, oldest, newest, "retention", 0) { At = Now, Context = EventContext.Local }, purged);
    }

    [Fact]
    public async Task Notes_of_removals_alone_are_no_reason_for_another_one()
    {
        await AppendAsync(1);
        Host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await PurgeAsync(Now));
        Host.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await PurgeAsync(Now));
        await AppendAsync(1);
        Host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await PurgeAsync(Now));
    }

    [Fact]
    public async Task The_oldest_are_removed_whatever_their_age_where_the_log_has_grown_too_large()
    {
        await AppendAsync(5);

        Assert.Equal(2, await Events.PurgeAsync(new(null, Now), 2, Cancellation));

        Assert.Equal([3L, 4L, 5L, 6L], (await AllEventsAsync()).Select(record => record.Sequence));
        Assert.Equal("size", ((EventsPurged)(await AllEventsAsync())[^1].Event).Reason);
        Assert.Empty((await Chain.VerifyAsync(Host)).Faults);
    }

    [Fact]
    public async Task Erasing_a_person_takes_addresses_and_programs_of_that_account_alone_and_leaves_the_chain_sound()
    {
        var (gone, other) = (NewId(), NewId());
        await Events.AppendAsync(SignedIn(gone), Cancellation);
        await Events.AppendAsync(SignedIn(other), Cancellation);
        var elsewhere = new RefreshFromElsewhere(gone, NewId(), new("seen", "192.0.2.0/24"), new("last", "198.51.100.0/24"))
        {
            At = Now,
            Context = new("r", "192.0.2.1", "seen"),
        };
        await Events.AppendAsync(elsewhere, Cancellation);

        var erased = await Events.EraseAsync(gone, count => new PersonalDataErased(gone, count) { At = Now, Context = EventContext.Local }, Cancellation);

        Assert.Equal(2, erased);
        var all = await AllEventsAsync();
        Assert.Equal(new EventContext("request", null, null), all[0].Context);
        Assert.Equal(SignedIn(other).Context, all[1].Context);
        Assert.Equivalent(
            elsewhere with { Seen = ClientInfo.None, Last = ClientInfo.None, Context = new("r", null, null) }, all[2].Event, strict: true);
        Assert.Equal(2, ((PersonalDataErased)all[3].Event).Events);
        var report = await Chain.VerifyAsync(Host);
        Assert.Empty(report.Faults);
        Assert.Equal(2, report.Erased);
    }

    [Fact]
    public async Task Filters_leave_out_what_is_not_wanted()
    {
        var (account, session) = (NewId(), NewId());
        await AppendAsync(2);
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        await Events.AppendAsync(new LoginSucceeded(account, session, ["pwd"]) { At = Now, Context = EventContext.Local }, Cancellation);
        await Events.AppendAsync(new SessionsEnded(account, SessionEnd.SignedOut) { At = Now.AddMinutes(1), Context = EventContext.Local }, Cancellation);

        Assert.Equal([3L, 4L], await FindAsync(new() { AccountId = account }));
        Assert.Equal([3L], await FindAsync(new() { Session = SessionHash.Of(session) }));
        Assert.Equal([1L, 2L, 3L], await FindAsync(new() { Kinds = ["rate_limited", "login_succeeded"] }));
        Assert.Equal([3L, 4L], await FindAsync(new() { Since = Now }));
        Assert.Equal([1L, 2L], await FindAsync(new() { Until = Now }));
        Assert.Equal([4L], await FindAsync(new() { AccountId = account, After = 3 }));
        Assert.Empty(await FindAsync(new() { AccountId = account, Kinds = ["rate_limited"] }));
        Assert.Equal([3L, 4L], (await Events.ReadLastAsync(new(), 2, Cancellation)).Select(record => record.Sequence));
        Assert.Equal([4L], (await Events.ReadLastAsync(new() { AccountId = account }, 1, Cancellation)).Select(record => record.Sequence));
    }

    private LoginSucceeded SignedIn(Guid account) => new(account, Guid.Empty, ["pwd"]) { At = Now, Context = new("request", "192.0.2.1", "Browser/1.0") };

    private Task<int> PurgeAsync(DateTimeOffset before, int limit = 100) => Events.PurgeAsync(new(before, Now), limit, Cancellation);

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await Events.AppendAsync(Report($"{i}"), Cancellation);
    }

    private async Task<IEnumerable<long>> FindAsync(EventQuery query) =>
        (await Events.ReadAsync(query, 100, Cancellation)).Select(record => record.Sequence);

    private static async Task<bool> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return false;
        }
    }
}
