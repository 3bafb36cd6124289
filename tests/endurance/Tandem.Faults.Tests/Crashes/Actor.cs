using System.Net;

using Tandem.Accounts;
using Tandem.Faults.Tests.Served;
using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>Somebody who does one thing after the other and remembers every answer.</summary>
internal abstract class Actor(Scene scene, Account account, string name, int seed)
{
    private bool alone;

    protected Scene Scene => scene;

    protected Account Account => account;

    /// <summary>Decides everything this actor does.</summary>
    protected Random Random { get; } = new(seed);

    /// <summary>Acts until the scene is over, or the server is gone.</summary>
    public async Task RunAsync()
    {
        alone = false;
        while (!scene.Ended.IsCompleted && !alone)
            await ActAsync();
    }

    /// <summary>After a restart: asks whether everything acknowledged holds.</summary>
    public abstract Task CheckAsync();

    protected abstract Task ActAsync();

    /// <summary>Does something, and writes down what came of it.</summary>
    protected async Task<(ServerResponse ServerResponse, Entry Entry)> DoAsync(
        Deed deed, Func<Task<ServerResponse>> act, Func<ServerResponse, Outcome> judge, Func<Entry, ServerResponse, Entry>? more = null)
    {
        var (life, begun) = (scene.History.Life, scene.History.Step());
        var reply = await act();
        alone |= reply.Status == 0;
        var entry = new Entry(name, account.Email, deed, judge(reply), begun, scene.History.Step())
        {
            Life = life,
            Answer = reply.Grant is null ? reply.ToString() : "200",
        };
        entry = more?.Invoke(entry, reply) ?? entry;
        scene.History.Add(entry);
        return (reply, entry);
    }

    /// <summary>Changes the account beside the server.</summary>
    protected Task AdministerAsync(Deed deed, Func<OpenedStorage, Task> change, string? roles = null) => DoAsync(
        deed,
        async () =>
        {
            try
            {
                await scene.ChangeAsync(change);
                return ServerResponse.Empty(HttpStatusCode.OK);
            }
            catch (StorageUnavailableException error)
            {
                return ServerResponse.Empty(HttpStatusCode.ServiceUnavailable, error.Message);
            }
        },
        Judge,
        (entry, _) => entry with { Roles = roles });

    protected Task UnlockAsync() => AdministerAsync(Deed.Unlock, storage => storage.Get<ISignInStore>().UnlockAsync(
        SignInKey.ForEmail(account.Email), new AccountUnlocked(account.Id) { At = storage.Now, Context = EventContext.Local }, default));

    protected Task<(ServerResponse ServerResponse, Entry Entry)> SignInAsync(string password = ServedFolder.Password) => DoAsync(
        Deed.SignIn, () => scene.Server.LoginAsync(account.Email, password), Judge,
        (entry, reply) => reply.Grant is { } grant ? entry with { Session = grant.Session, Generation = grant.Generation, Roles = grant.Roles } : entry);

    protected Task<(ServerResponse ServerResponse, Entry Entry)> PresentAsync(Grant with) => DoAsync(
        Deed.Refresh, () => scene.Server.RefreshAsync(with.Cookie!),
        reply => reply.EndsSession ? Outcome.Refused : reply.Grant is null ? Outcome.Unknown : Outcome.Done,
        (entry, reply) => entry with { Session = with.Session, Generation = reply.Grant?.Generation ?? 0, Roles = reply.Grant?.Roles });

    protected static Outcome Judge(ServerResponse reply) => (int)reply.Status switch
    {
        200 or 204 => Outcome.Done,
        401 => Outcome.Refused,
        _ => Outcome.Unknown,
    };
}
