using System.CommandLine;

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
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellation);
        var keys = (await services.Get<IKeyStore>().ListSigningKeysAsync(cancellation)).Select(key => new
        {
            kid = key.Id,
            alg = key.Algorithm,
            state = Output.Name(key.State),
            createdAt = Output.Time(key.CreatedAt),
            activatedAt = key.ActivatedAt is { } at ? Output.Time(at) : null,
        });
        if (parsed.IsJson())
            Output.WriteJson(keys);
        else
            Output.WriteTable(["KID", "ALG", "STATE", "CREATED", "ACTIVATED"], keys.Select(key => (IReadOnlyList<string>)[key.kid, key.alg, key.state, key.createdAt, key.activatedAt ?? "-"]));
        return ExitCode.Succeeded;
    }
}
