using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Tandem.Server.Commands.Users;

/// <summary>Options of the <c>users</c> commands.</summary>
internal static partial class UserOptions
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
            foreach (var role in result.Tokens.Select(token => token.Value).Where(role => !RoleName().IsMatch(role)))
                result.AddError($"'{role}' cannot be a role: write 1 to 64 of a-z, 0-9, '.', '_', ':' and '-', such as admin.");
        });
        return option;
    }

    [GeneratedRegex("^[a-z0-9._:-]{1,64}\\z")]
    private static partial Regex RoleName();
}
