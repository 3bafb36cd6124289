using Tandem.Accounts;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>An honest client: one request at a time, and after a lost answer the token of the last answer it has.</summary>
internal sealed class Client(CrashTestState state, Account account, string name, int seed, int signOutsInHundred) : SimulatedUser(state, account, name, seed)
{
    private readonly List<Grant> ended = [];
    private Grant? held;
    private long heldFrom;
    private int endedInThisLife;

    public override async Task CheckAsync()
    {
        if (held is not null)
        {
            await CheckAccessAsync(held);
            await RefreshAsync(held);
        }

        // Those of the run that has just ended, and a few of older ones.
        foreach (var grant in ended.TakeLast(endedInThisLife).Concat(ended.OrderBy(_ => Random.Next()).Take(2)).Distinct().ToList())
        {
            await CheckAccessAsync(grant);
            await PresentAsync(grant);
        }

        endedInThisLife = 0;
    }

    protected override Task ActAsync()
    {
        if (held is null)
            return BeginAsync();
        var choice = Random.Next(100);
        return choice < signOutsInHundred ? SignOutAsync(held) : choice < 30 ? CheckAccessAsync(held) : RefreshAsync(held);
    }

    private async Task BeginAsync()
    {
        var (reply, entry) = await SignInAsync();
        Keep(reply.Grant, entry);
    }

    private async Task RefreshAsync(Grant with)
    {
        var (reply, entry) = await PresentAsync(with);
        if (reply.EndsSession)
            held = null;
        // An answer without a token leaves the one that is held.
        Keep(reply.Grant is { } grant ? grant with { Cookie = grant.Cookie ?? with.Cookie } : null, entry);
    }

    private void Keep(Grant? grant, HistoryEntry entry)
    {
        if (grant is null)
            return;
        (held, heldFrom) = (grant, entry.Begun);
    }

    private async Task SignOutAsync(Grant of)
    {
        var (_, entry) = await DoAsync(UserAction.SignOut, () => State.Server.LogoutAsync(of.Cookie!), Check, (entry, _) => entry with { Session = of.Session });
        if (entry.Outcome != Outcome.Done)
            return;
        ended.Add(of);
        endedInThisLife++;
        held = null;
    }

    private Task<(ServerResponse Response, HistoryEntry Entry)> CheckAccessAsync(Grant with) => DoAsync(
        UserAction.AccessCheck, () => State.Server.MeAsync(with.AccessToken), Check,
        (entry, _) => entry with { Session = with.Session, TokenFrom = with == held ? heldFrom : 0 });
}
