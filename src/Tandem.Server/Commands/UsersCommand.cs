using System.CommandLine;

using Spectre.Console;

using Tandem.Accounts;
using Tandem.Sessions;
using Tandem.Storage;

namespace Tandem.Server.Commands;

/// <summary><c>tandem users ...</c>: works on the data folder, while a server runs and without one.</summary>
internal static class UsersCommand
{
    private static readonly Option<string?> Email = new("--email") { Description = "The account's address", HelpName = "E" };
    private static readonly Argument<string?> EmailArgument = new("email") { Description = "The account's address", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string[]> Roles = new("--role") { Description = "A role; may be repeated", HelpName = "R", AllowMultipleArgumentsPerToken = true };

    public static Command Create() => new("users", "Accounts.")
    {
        CreateUserCommand.Create(Email, Roles),
        List(),
        Change("disable", "End an account's sessions and refuse it from now on.", (service, account, _, cancellation) => service.DisableAsync(account, Caller.Local, cancellation)),
        Change("enable", "Let a disabled account sign in again.", (service, account, _, cancellation) => service.EnableAsync(account, Caller.Local, cancellation)),
        Change("unlock", "Lift the lock after wrong passwords.", async (service, account, _, cancellation) =>
        {
            if (!await service.UnlockAsync(account, Caller.Local, cancellation))
                await Console.Error.WriteLineAsync($"{account.Email} was not locked.");
            return true;
        }),
        SetRoles(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the accounts.") { SharedOptions.Format };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var opened = await OpenInstallation.OpenAsync(parsed, cancellation);
            var accounts = await AllAsync(opened.Get<IAccountStore>(), cancellation);
            if (parsed.IsJson())
                Output.WriteJson(accounts.Select(Describe));
            else
                Write(accounts);
            return ExitCode.Succeeded;
        });
        return command;
    }

    private static Command SetRoles()
    {
        var command = Change("set-roles", "Replace an account's roles.", (service, account, parsed, cancellation) =>
            service.SetRolesAsync(account, RoleNames.Check(parsed.GetValue(Roles) ?? []), Caller.Local, cancellation));
        command.Options.Add(Roles);
        return command;
    }

    private static Command Change(
        string name, string description, Func<AccountService, Account, ParseResult, CancellationToken, Task<bool>> change)
    {
        var command = new Command(name, description) { Email, EmailArgument };
        command.SetAction(async (parsed, cancellation) =>
        {
            var email = parsed.GetValue(Email) ?? parsed.GetValue(EmailArgument);
            if (email is null)
            {
                await Console.Error.WriteLineAsync($"Which account? Write: tandem users {name} --email E");
                return ExitCode.BadArguments;
            }

            await using var opened = await OpenInstallation.OpenAsync(parsed, cancellation);
            var found = await opened.Get<IAccountStore>().FindByEmailAsync(EmailAddress.Canonicalize(email), cancellation)
                ?? throw new CommandException($"No account has the address {email}. tandem users list shows all.");
            await change(opened.Get<AccountService>(), found.Account, parsed, cancellation);
            await Console.Error.WriteLineAsync($"{name}: done for {found.Account.Email}.");
            return ExitCode.Succeeded;
        });
        return command;
    }

    private static async Task<List<Account>> AllAsync(IAccountStore store, CancellationToken cancellation)
    {
        const int page = 500;
        var all = new List<Account>();
        IReadOnlyList<Account> next;
        do
        {
            next = await store.ListAsync(all.LastOrDefault(), page, cancellation);
            all.AddRange(next);
        }
        while (next.Count == page);
        return all;
    }

    private static object Describe(Account account) => new
    {
        account.Id,
        account.Email,
        account.EmailVerified,
        account.DisplayName,
        account.Roles,
        status = Output.Name(account.Status),
        account.CreatedAt,
    };

    private static void Write(IEnumerable<Account> accounts)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("email", "roles", "status", "verified", "id");
        foreach (var account in accounts)
        {
            table.AddRow(
                Markup.Escape(account.Email), Markup.Escape(string.Join(", ", account.Roles)), Output.Name(account.Status),
                account.EmailVerified ? "yes" : "no", account.Id.ToString());
        }

        AnsiConsole.Write(table);
    }
}
