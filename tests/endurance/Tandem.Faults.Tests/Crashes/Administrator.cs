using Tandem.Accounts;
using Tandem.Faults.Tests.Served;
using Tandem.SecurityEvents;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>Disables and enables an account and changes its roles, beside the server, while its owner uses it.</summary>
internal sealed class Administrator(CrashTestState state, Account account, string name, int seed) : SimulatedUser(state, account, name, seed)
{
    // Acts seldom: an account that is always disabled tells nothing of its sessions.
    private const int EntriesBetween = 60;

    private static readonly string[] Choices = ["user", "admin", "user admin"];

    private bool disabled;

    public override Task CheckAsync() => Task.CompletedTask;

    protected override async Task ActAsync()
    {
        await Task.WhenAny(State.Ended, State.History.ReachAsync(State.History.Count + Random.Next(EntriesBetween)));
        if (disabled)
        {
            await SetStatusAsync(UserAction.Enable, AccountStatus.Active);
            // The owner has tried meanwhile, and a right password on a disabled account is an attempt as well.
            await UnlockAsync();
        }
        else if (Random.Next(3) == 0)
            await SetStatusAsync(UserAction.Disable, AccountStatus.Disabled);
        else
            await SetRolesAsync(Choices[Random.Next(Choices.Length)]);
    }

    private Task SetRolesAsync(string roles) => AdministerAsync(
        UserAction.SetRoles,
        storage => storage.Get<IAccountStore>().SetRolesAsync(
            Account.Id, roles.Split(' '), new RolesChanged(Account.Id, [], roles.Split(' ')) { At = storage.Now, Context = EventContext.Local }, default),
        roles);

    private Task SetStatusAsync(UserAction action, AccountStatus status)
    {
        disabled = status == AccountStatus.Disabled;
        return AdministerAsync(action, storage => storage.Get<IAccountStore>().SetStatusAsync(Account.Id, status, Report(storage), default));
    }

    private SecurityEvent Report(OpenedStorage storage) => disabled
        ? new AccountDisabled(Account.Id) { At = storage.Now, Context = EventContext.Local }
        : new AccountEnabled(Account.Id) { At = storage.Now, Context = EventContext.Local };
}
