using System.CommandLine;

using Tandem.Accounts;
using Tandem.AspNetCore;
using Tandem.Passwords;
using Tandem.SecurityEvents;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Accounts;

/// <summary><c>tandem users create</c>.</summary>
internal static class CreateUserCommand
{
    private static readonly string[] DefaultRoles = ["user"];

    private static readonly Option<bool> Verified = new("--verified") { Description = "Take the address for verified" };
    private static readonly Option<string?> Name = new("--name") { Description = "The name to show" };

    public static Command Create()
    {
        var command = new Command("create", "Create an account. Without --role its role is user.")
        {
            UserOptions.Email, UserOptions.PasswordStdin, UserOptions.Roles, Verified, Name, SharedOptions.New, SharedOptions.Format,
        };
        command.Validators.Add(result =>
        {
            if (EmailAddress.Fault(result.GetValue(UserOptions.Email)?.Trim()) is { } fault)
                result.AddError($"--email needs an address such as ada@example.com: it {fault}.");
            UserOptions.RequirePasswordStdin(result);
        });
        command.SetAction(CreateAsync);
        return command;
    }

    private static async Task<int> CreateAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        var password = await StandardInputPassword.ReadAsync(services.Get<TandemOptions>().Passwords.MinimumLength, cancellationToken);
        string? notice = null;
        await services.OpenAsync(cancellationToken, said => notice = said);

        var email = parsed.GetValue(UserOptions.Email)!.Trim();
        var roles = parsed.GetValue(UserOptions.Roles) is { Length: > 0 } given ? given.Distinct().ToArray() : DefaultRoles;
        var account = new NewAccount(email, parsed.GetValue(Name), roles, parsed.GetValue(Verified), await HashAsync(password, services, cancellationToken));
        var created = await services.Get<AccountService>().CreateAsync(account, Caller.Local, cancellationToken)
            ?? throw new CommandException($"{email} has an account already. tandem users list shows all.");

        if (parsed.IsJson())
            Output.WriteJson(AccountOutput.Describe(created));
        else
            Console.WriteLine($"Created {created.Email} ({string.Join(", ", created.Roles)}), id {created.Id}.");
        if (notice is not null)
            await (parsed.IsJson() ? Console.Error : Console.Out).WriteLineAsync(notice);
        return ExitCode.Succeeded;
    }

    private static async Task<string> HashAsync(byte[] password, CommandServices services, CancellationToken cancellationToken)
    {
        using var slot = await services.Get<PasswordHasher>().AcquireAsync(cancellationToken);
        return await slot.HashAsync(password);
    }
}
