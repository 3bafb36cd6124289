using Tandem.Accounts;

namespace Tandem.Server.Commands.Users;

/// <summary>An account that a command line names by its id or its address. An id is taken as it is: its account may be gone.</summary>
internal static class NamedAccount
{
    /// <exception cref="CommandException">There is no such account.</exception>
    public static async Task<Guid> FindIdAsync(string name, CommandServices services, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(name, "D", out var id))
            return id;
        var found = await services.Get<IAccountStore>().FindByEmailAsync(EmailAddress.Canonicalize(name), cancellationToken)
            ?? throw new CommandException($"No account has the address {name}. tandem users list shows all.");
        return found.Account.Id;
    }
}
