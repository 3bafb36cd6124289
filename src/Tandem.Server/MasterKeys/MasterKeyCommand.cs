using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

using Tandem.AspNetCore.MasterKeys;
using Tandem.MasterKeys;
using Tandem.Server.CommandLine;
using Tandem.SigningKeys;

namespace Tandem.Server.MasterKeys;

/// <summary><c>tandem keys master ...</c>: replaces the master key while servers run.</summary>
internal static class MasterKeyCommand
{
    private const string ByHand =
        """
        The master key comes from Tandem:MasterKey, where only you can replace it. On every node, one step after the other:
          1. Make a key: openssl rand -base64 32
          2. Set Tandem:MasterKey to OLD,NEW and restart: every node can read what the new key will make.
          3. Set Tandem:MasterKey to NEW,OLD and restart: new tokens bear the new key, and private keys are wrapped with it.
          4. Run this command with NEW,OLD: it makes sure of the latter.
          5. Keep OLD until tandem keys master prune says that it may go.
        """;

    public static Command Create()
    {
        var rotate = new Command("rotate", "Replace the master key; nobody is signed out.") { SharedOptions.Format };
        rotate.SetAction(RotateAsync);
        var prune = new Command("prune", "Take replaced master keys away that nothing needs any more.") { SharedOptions.Format };
        prune.SetAction(PruneAsync);
        return new Command("master", "The master key.") { rotate, prune };
    }

    private static async Task<int> RotateAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var rotation = services.Get<MasterKeyRotation>();
        var ring = services.Get<Installation>().MasterKeys;
        if (services.Get<MasterKeyLoader>().File is { } file)
            ring = await rotation.RotateAsync(file, cancellationToken);
        else if (ring.Previous.Count == 0)
            throw new CommandException(ByHand);
        else
            await rotation.RewrapAsync(cancellationToken);

        if (parsed.IsJson())
            Output.WriteJson(new JsonObject { ["current"] = Name(ring.Current.Id), ["previous"] = Output.Array(ring.Previous.Select(key => Name(key.Id))) });
        else
            Console.WriteLine($"Master key {Name(ring.Current.Id)} is the current one. Back it up. Those after it are kept for tokens that bear them: {string.Join(", ", ring.Previous.Select(key => Name(key.Id)))}.");
        return ExitCode.Succeeded;
    }

    private static async Task<int> PruneAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var file = services.Get<MasterKeyLoader>().File;
        var pruned = await services.Get<MasterKeyRotation>().PruneAsync(file, cancellationToken);
        if (parsed.IsJson())
        {
            Output.WriteJson(new JsonObject
            {
                ["removed"] = Output.Array(pruned.Removed.Select(Name)),
                ["kept"] = Output.Array(pruned.Kept.Select(key => new JsonObject
                {
                    ["id"] = Name(key.Id),
                    ["neededUntil"] = key.NeededUntil is { } until ? Output.Time(until) : null,
                })),
            });
            return ExitCode.Succeeded;
        }

        foreach (var id in pruned.Removed)
            Console.WriteLine(file is null ? $"Nothing needs {Name(id)}: take it out of Tandem:MasterKey." : $"{Name(id)} is removed.");
        foreach (var key in pruned.Kept)
            Console.WriteLine(key.NeededUntil is { } until ? $"{Name(key.Id)} is needed until {Output.Time(until)}." : $"{Name(key.Id)} is in use. Finish with: tandem keys master rotate");
        if (pruned.Removed.Count + pruned.Kept.Count == 0)
            Console.WriteLine("There is no replaced master key.");
        return ExitCode.Succeeded;
    }

    private static string Name(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);
}
