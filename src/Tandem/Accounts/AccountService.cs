using Tandem.Lockout;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;

namespace Tandem.Accounts;

/// <summary>Creates and changes accounts. What must take effect on access tokens already handed out does so at once in this process.</summary>
public sealed class AccountService
{
    private readonly IAccountStore accounts;
    private readonly ISignInStore signIns;
    private readonly DenySet denied;
    private readonly InstallationClock clock;
    private readonly SecureRandom random;

    internal AccountService(IAccountStore accounts, ISignInStore signIns, DenySet denied, InstallationClock clock, SecureRandom random) =>
        (this.accounts, this.signIns, this.denied, this.clock, this.random) = (accounts, signIns, denied, clock, random);

    /// <summary>An account by its id; null when there is none.</summary>
    public Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken) => accounts.FindAsync(accountId, cancellationToken);

    /// <summary>An account by its address, however that is spelled; null when there is none.</summary>
    public async Task<Account?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        (await accounts.FindByAddressAsync(email, cancellationToken))?.Account;

    /// <summary>Accounts in the order of their creation, after one of an earlier page or from the first.</summary>
    /// <param name="after">The last account of the page before, or null.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Account>> ListAsync(Account? after, int limit, CancellationToken cancellationToken) =>
        accounts.ListAsync(after, limit, cancellationToken);

    /// <summary>Creates an account; null when its address is taken.</summary>
    /// <param name="account">What it is to be.</param>
    /// <param name="caller">Who creates it.</param>
    /// <param name="cancellationToken">Cancels before it is stored.</param>
    /// <exception cref="ArgumentException">The roles do not fit in an access token (<see cref="RoleNames.MaximumTotal"/>).</exception>
    public async Task<Account?> CreateAsync(NewAccount account, Caller caller, CancellationToken cancellationToken)
    {
        EnsureTheyFit(account.Roles);
        var now = clock.UtcNow;
        var created = new Account
        {
            Id = random.Identifier(),
            Email = account.Email,
            EmailVerified = account.EmailVerified,
            DisplayName = account.DisplayName,
            Roles = account.Roles,
            Status = AccountStatus.Active,
            Epoch = 1,
            SessionEpoch = 1,
            CreatedAt = now,
        };
        var reported = new AccountCreated(created.Id, created.Roles) { At = now, Context = caller.Context };
        var stored = await accounts.TryCreateAsync(created, EmailAddress.Canonicalize(account.Email), account.PasswordHash, reported, cancellationToken);
        return stored ? created : null;
    }

    /// <summary>Disables an account: its sessions end, its access tokens are refused. False when it is unknown.</summary>
    public Task<bool> DisableAsync(Account account, Caller caller, CancellationToken cancellationToken) =>
        SetStatusAsync(account, AccountStatus.Disabled, new AccountDisabled(account.Id) { At = clock.UtcNow, Context = caller.Context }, cancellationToken);

    /// <summary>Lets a disabled account sign in again; ended sessions stay ended. False when it is unknown.</summary>
    public Task<bool> EnableAsync(Account account, Caller caller, CancellationToken cancellationToken) =>
        SetStatusAsync(account, AccountStatus.Active, new AccountEnabled(account.Id) { At = clock.UtcNow, Context = caller.Context }, cancellationToken);

    /// <summary>Lifts a lock after wrong passwords; false when there was none.</summary>
    public Task<bool> UnlockAsync(Account account, Caller caller, CancellationToken cancellationToken) =>
        signIns.UnlockAsync(
            SignInKey.ForEmail(EmailAddress.Canonicalize(account.Email)),
            new AccountUnlocked(account.Id) { At = clock.UtcNow, Context = caller.Context },
            cancellationToken);

    /// <summary>Replaces an account's roles: its sessions go on, with new access tokens. False when it is unknown.</summary>
    /// <exception cref="ArgumentException">The roles do not fit in an access token (<see cref="RoleNames.MaximumTotal"/>).</exception>
    public async Task<bool> SetRolesAsync(Account account, IReadOnlyList<string> roles, Caller caller, CancellationToken cancellationToken)
    {
        EnsureTheyFit(roles);
        var now = clock.UtcNow;
        var reported = new RolesChanged(account.Id, account.Roles, roles) { At = now, Context = caller.Context };
        return await accounts.SetRolesAsync(account.Id, roles, reported, cancellationToken) && await CutOffAsync(account.Id, now, cancellationToken);
    }

    private static void EnsureTheyFit(IReadOnlyList<string> roles)
    {
        if (RoleNames.SizeFault(roles) is { } fault)
            throw new ArgumentException(fault, nameof(roles));
    }

    private async Task<bool> SetStatusAsync(Account account, AccountStatus status, SecurityEvent reported, CancellationToken cancellationToken) =>
        await accounts.SetStatusAsync(account.Id, status, reported, cancellationToken) && await CutOffAsync(account.Id, reported.At, cancellationToken);

    private async Task<bool> CutOffAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(accountId, cancellationToken) is { } changed)
            denied.AddAccount(accountId, changed.Epoch, now);
        return true;
    }
}
