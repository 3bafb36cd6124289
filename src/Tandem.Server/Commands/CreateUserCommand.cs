using System.CommandLine;
using System.Text;

using Tandem.Accounts;
using Tandem.Accounts.Passwords;
using Tandem.AspNetCore.Options;
using Tandem.Sessions;

namespace Tandem.Server.Commands;

/// <summary><c>tandem users create</c>.</summary>
internal static class CreateUserCommand
{
    private static readonly Option<bool> PasswordStdin = new("--password-stdin") { Description = "Read the password from standard input; a newline at its end is dropped" };
    private static readonly Option<bool> Verified = new("--verified") { Description = "Take the address for verified" };
    private static readonly Option<string?> Name = new("--name") { Description = "The name to show" };

    public static Command Create(Option<string?> email, Option<string[]> roles)
    {
        var command = new Command("create", "Create an account. Without --role its role is user.") { email, PasswordStdin, roles, Verified, Name, SharedOptions.Format };
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = parsed.GetValue(email)?.Trim();
            if (address is null || !EmailAddress.IsValid(address))
            {
                await Console.Error.WriteLineAsync("--email needs an address such as ada@example.com.");
                return ExitCode.BadArguments;
            }

            if (!parsed.GetValue(PasswordStdin))
            {
                await Console.Error.WriteLineAsync("Passwords are read from standard input only, where no process list shows them: add --password-stdin.");
                return ExitCode.BadArguments;
            }

            var given = parsed.GetValue(roles) is { Length: > 0 } named ? RoleNames.Check(named) : ["user"];
            await using var opened = await OpenInstallation.OpenAsync(parsed, cancellation);
            var hash = await HashAsync(await ReadPasswordAsync(cancellation), opened, cancellation);
            var account = new NewAccount(address, parsed.GetValue(Name), given, parsed.GetValue(Verified), hash);
            var created = await opened.Get<AccountService>().CreateAsync(account, Caller.Local, cancellation)
                ?? throw new CommandException($"{address} has an account already. tandem users list shows all.");

            if (parsed.IsJson())
                Output.WriteJson(new { created.Id, created.Email, created.Roles, created.EmailVerified });
            else
                Console.WriteLine($"Created {created.Email} ({string.Join(", ", created.Roles)}), id {created.Id}.");
            return ExitCode.Succeeded;
        });
        return command;
    }

    private static async Task<string> ReadPasswordAsync(CancellationToken cancellation)
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false, true));
        var buffer = new char[4 * Password.MaximumLength];
        var length = 0;
        int read;
        while (length < buffer.Length && (read = await input.ReadAsync(buffer.AsMemory(length), cancellation)) > 0)
            length += read;
        var text = new string(buffer, 0, length);
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }

    private static async Task<string> HashAsync(string password, OpenInstallation opened, CancellationToken cancellation)
    {
        var least = opened.Get<TandemOptions>().Passwords.MinimumLength;
        var length = password.EnumerateRunes().Count();
        if (length < least)
            throw new CommandException($"The password has {length} characters; at least {least} are needed (Tandem:Passwords:MinimumLength).");
        if (!Password.TryEncode(password, out var bytes) || bytes.Length > Password.MaximumLength)
            throw new CommandException($"The password must be valid UTF-8 of at most {Password.MaximumLength} bytes.");
        using var slot = await opened.Get<PasswordHasher>().AcquireAsync(cancellation);
        return await slot.HashAsync(bytes);
    }
}
