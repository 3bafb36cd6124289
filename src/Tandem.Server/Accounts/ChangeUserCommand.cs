using System.CommandLine;

using Tandem.Accounts;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Accounts;

/// <summary>A command that changes one account, named by its address.</summary>
internal static class ChangeUserCommand
{
    private static readonly Argument<string?> EmailArgument = new("email") { Description = "The account's address, as --email", Arity = ArgumentArity.ZeroOrOne };

    /// <param name="name">The command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="change">Does it, and says what is so now.</param>
    public static Command Create(string name, string description, Func<CommandServices, Account, ParseResult, CancellationToken, Task<string>> change)
    {
        var command = new Command(name, description) { UserOptions.Email, EmailArgument, SharedOptions.Format };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(UserOptions.Email) is null) == (result.GetValue(EmailArgument) is null))
                result.AddError($"Which account? Write: tandem users {name} --email E");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var email = parsed.GetValue(UserOptions.Email) ?? parsed.GetValue(EmailArgument)!;
            await using var services = new CommandServices(parsed);
            await services.OpenAsync(cancellationToken);
            var store = services.Get<IAccountStore>();
            var found = await store.FindByAddressAsync(email, cancellationToken)
                ?? throw new CommandException($"No account has the address {email}. tandem users list shows all.");
            var now = await change(services, found.Account, parsed, cancellationToken);
            if (parsed.IsJson())
                Output.WriteJson(AccountOutput.Describe((await store.FindAsync(found.Account.Id, cancellationToken))!));
            else
                Console.WriteLine(now);
            return ExitCode.Succeeded;
        });
        return command;
    }
}
