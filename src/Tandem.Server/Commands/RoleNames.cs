using System.Text.RegularExpressions;

namespace Tandem.Server.Commands;

/// <summary>Checks role names given on the command line.</summary>
internal static partial class RoleNames
{
    public static IReadOnlyList<string> Check(IReadOnlyList<string> roles)
    {
        foreach (var role in roles)
        {
            if (!Form().IsMatch(role))
                throw new CommandException($"'{role}' cannot be a role: write 1 to 64 of a-z, 0-9, '.', '_', ':' and '-', such as admin.");
        }

        return [.. roles.Distinct()];
    }

    [GeneratedRegex("^[a-z0-9._:-]{1,64}$")]
    private static partial Regex Form();
}
