using System.CommandLine;

using Tandem.Accounts;
using Tandem.AspNetCore;
using Tandem.Passwords;
using Tandem.SecurityEvents;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Accounts;

/// <summary><c>tandem users ...</c>: works on the data folder, while a server runs and without one.</summary>
internal static class UsersCommand
{
    public static Command Create() => new("users", "Accounts.")
    {
        CreateUserCommand.Create(),
        List(),
        ChangeUserCommand.Create("disable", "End an account's sessions and refuse it from now on.", DisableAsync),
        ChangeUserCommand.Create("enable", "Let a disabled account sign in again.", EnableAsync),
        ChangeUserCommand.Create("unlock", "Lift the lock after wrong passwords.", UnlockAsync),
        SetRolesCommand(),
        SetPasswordCommand(),
    };

    private static async Task<string> DisableAsync(CommandServices services, Account account, ParseResult parsed, CancellationToken cancellationToken)
    {
        await services.Get<AccountService>().DisableAsync(account, Caller.Local, cancellationToken);
        return $"{account.Email} is disabled, and its sessions have ended.";
    }

    private static async Task<string> EnableAsync(CommandServices services, Account account, ParseResult parsed, CancellationToken cancellationToken)
    {
        await services.Get<AccountService>().EnableAsync(account, Caller.Local, cancellationToken);
        return $"{account.Email} may sign in.";
    }

    private static async Task<string> UnlockAsync(CommandServices services, Account account, ParseResult parsed, CancellationToken cancellationToken) =>
        await services.Get<AccountService>().UnlockAsync(account, Caller.Local, cancellationToken) ? $"{account.Email} is unlocked." : $"{account.Email} was not locked.";

    private static Command SetRolesCommand()
    {
        var command = ChangeUserCommand.Create("set-roles", "Replace an account's roles.", async (services, account, parsed, cancellationToken) =>
        {
            var roles = parsed.GetValue(UserOptions.Roles)!.Distinct().ToList();
            await services.Get<AccountService>().SetRolesAsync(account, roles, Caller.Local, cancellationToken);
            return $"{account.Email} has the roles {string.Join(", ", roles)}.";
        });
        command.Options.Add(UserOptions.Roles);
        command.Validators.Add(result =>
        {
            if (result.GetValue(UserOptions.Roles) is not { Length: > 0 })
                result.AddError("Which roles? Write for example: --role admin user");
        });
        return command;
    }

    private static Command SetPasswordCommand()
    {
        var command = ChangeUserCommand.Create("set-password", "Replace an account's password, and end its sessions.", async (services, account, parsed, cancellationToken) =>
        {
            var password = await StandardInputPassword.ReadAsync(services.Get<TandemOptions>().Passwords.MinimumLength, cancellationToken);
            await services.Get<PasswordService>().ResetAsync(account, password, Caller.Local, cancellationToken);
            return $"{account.Email} has a new password, and its sessions have ended.";
        });
        command.Options.Add(UserOptions.PasswordStdin);
        command.Validators.Add(UserOptions.RequirePasswordStdin);
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the accounts.") { SharedOptions.Format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = new CommandServices(parsed);
            await services.OpenAsync(cancellationToken);
            var accounts = await AllAsync(services.Get<IAccountStore>(), cancellationToken);
            if (parsed.IsJson())
                Output.WriteJson(Output.Array(accounts.Select(AccountOutput.Describe)));
            else
                AccountOutput.WriteTable(accounts);
            return ExitCode.Succeeded;
        });
        return command;
    }

    private static async Task<List<Account>> AllAsync(IAccountStore store, CancellationToken cancellationToken)
    {
        const int page = 500;
        var all = new List<Account>();
        IReadOnlyList<Account> next;
        do
        {
            next = await store.ListAsync(all.LastOrDefault(), page, cancellationToken);
            all.AddRange(next);
        }
        while (next.Count == page);
        return all;
    }
}
