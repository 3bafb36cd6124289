using System.CommandLine;
using System.CommandLine.Parsing;

using Tandem.Accounts;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Accounts;

/// <summary>Options of the <c>users</c> commands.</summary>
internal static class UserOptions
{
    public static Option<string?> Email { get; } = new("--email") { Description = "The account's address", HelpName = "E" };

    public static Option<bool> PasswordStdin { get; } = new("--password-stdin") { Description = "Read the password from standard input; a newline at its end is dropped" };

    public static Option<string[]> Roles { get; } = CreateRoles();

    public static void RequirePasswordStdin(CommandResult result)
    {
        if (!result.GetValue(PasswordStdin))
            result.AddError("Passwords are read from standard input only, where no process list shows them: add --password-stdin.");
    }

    private static Option<string[]> CreateRoles()
    {
        var option = new Option<string[]>("--role") { Description = "A role; several are written one after the other", HelpName = "R", AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            if (RoleNames.Fault([.. result.Tokens.Select(token => token.Value).Distinct()]) is { } fault)
                result.AddError(fault);
        });
        return option;
    }
}

/// <summary>An account that a command line names by its id or its address. An id is taken as it is: its account may be gone.</summary>
internal static class NamedAccount
{
    /// <exception cref="CommandException">There is no such account.</exception>
    public static async Task<Guid> FindIdAsync(string name, CommandServices services, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(name, "D", out var id))
            return id;
        var found = await services.Get<IAccountStore>().FindByAddressAsync(name, cancellationToken)
            ?? throw new CommandException($"No account has the address {name}. tandem users list shows all.");
        return found.Account.Id;
    }
}
