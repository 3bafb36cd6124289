using System.Net;

using Tandem.Accounts;
using Tandem.Faults.Tests.Served;
using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>Somebody who does one thing after the other and remembers every answer.</summary>
internal abstract class SimulatedUser(CrashTestState state, Account account, string name, int seed)
{
    private bool alone;

    protected CrashTestState State => state;

    protected Account Account => account;

    /// <summary>Decides everything this user does.</summary>
    protected Random Random { get; } = new(seed);

    /// <summary>Acts until the run is over, or the server is gone.</summary>
    public async Task RunAsync()
    {
        alone = false;
        while (!state.Ended.IsCompleted && !alone)
            await ActAsync();
    }

    /// <summary>After a restart: asks whether everything acknowledged holds.</summary>
    public abstract Task CheckAsync();

    protected abstract Task ActAsync();

    /// <summary>Does something, and writes down what came of it.</summary>
    protected async Task<(ServerResponse Response, HistoryEntry Entry)> DoAsync(
        UserAction action, Func<Task<ServerResponse>> act, Func<ServerResponse, Outcome> classify, Func<HistoryEntry, ServerResponse, HistoryEntry>? more = null)
    {
        var (run, begun) = (state.History.ServerRun, state.History.Step());
        var reply = await act();
        alone |= reply.Status == 0;
        var entry = new HistoryEntry(name, account.Email, action, classify(reply), begun, state.History.Step())
        {
            ServerRun = run,
            Answer = reply.Grant is null ? reply.ToString() : "200",
        };
        entry = more?.Invoke(entry, reply) ?? entry;
        state.History.Add(entry);
        return (reply, entry);
    }

    /// <summary>Changes the account beside the server.</summary>
    protected Task AdministerAsync(UserAction action, Func<OpenedStorage, Task> change, string? roles = null) => DoAsync(
        action,
        async () =>
        {
            try
            {
                await state.ChangeAsync(change);
                return ServerResponse.Empty(HttpStatusCode.OK);
            }
            catch (StorageUnavailableException error)
            {
                return ServerResponse.Empty(HttpStatusCode.ServiceUnavailable, error.Message);
            }
        },
        Check,
        (entry, _) => entry with { Roles = roles });

    protected Task UnlockAsync() => AdministerAsync(UserAction.Unlock, storage => storage.Get<ISignInStore>().UnlockAsync(
        SignInKey.ForEmail(account.Email), new AccountUnlocked(account.Id) { At = storage.Now, Context = EventContext.Local }, default));

    protected Task<(ServerResponse Response, HistoryEntry Entry)> SignInAsync(string password = ServedFolder.Password) => DoAsync(
        UserAction.SignIn, () => state.Server.LoginAsync(account.Email, password), Check,
        (entry, reply) => reply.Grant is { } grant ? entry with { Session = grant.Session, Generation = grant.Generation, Roles = grant.Roles } : entry);

    protected Task<(ServerResponse Response, HistoryEntry Entry)> PresentAsync(Grant with) => DoAsync(
        UserAction.Refresh, () => state.Server.RefreshAsync(with.Cookie!),
        reply => reply.EndsSession ? Outcome.Refused : reply.Grant is null ? Outcome.Unknown : Outcome.Done,
        (entry, reply) => entry with { Session = with.Session, Generation = reply.Grant?.Generation ?? 0, Roles = reply.Grant?.Roles });

    protected static Outcome Check(ServerResponse reply) => (int)reply.Status switch
    {
        200 or 204 => Outcome.Done,
        401 => Outcome.Refused,
        _ => Outcome.Unknown,
    };
}
