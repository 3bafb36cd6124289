using System.CommandLine;
using System.Globalization;

using Spectre.Console;

using Tandem.Storage;

namespace Tandem.Server.Commands;

/// <summary><c>tandem keys list</c>.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var list = new Command("list", "List the signing keys.") { SharedOptions.Format };
        list.SetAction(ListAsync);
        return new Command("keys", "Signing keys.") { list };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var opened = await OpenInstallation.OpenAsync(parsed, cancellation);
        var keys = await opened.Get<IKeyStore>().ListSigningKeysAsync(cancellation);
        if (parsed.IsJson())
        {
            Output.WriteJson(keys.Select(key => new { kid = key.Id, alg = key.Algorithm, state = Output.Name(key.State), key.CreatedAt, key.ActivatedAt }));
            return ExitCode.Succeeded;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("kid", "alg", "state", "created");
        foreach (var key in keys)
            table.AddRow(key.Id, key.Algorithm, Output.Name(key.State), key.CreatedAt.ToString("u", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
        return ExitCode.Succeeded;
    }
}
