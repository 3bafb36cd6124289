using System.CommandLine;
using System.Text.Json.Nodes;

using Tandem.Server.CommandLine;
using Tandem.Server.MasterKeys;
using Tandem.SigningKeys;

namespace Tandem.Server.SigningKeys;

/// <summary><c>tandem keys ...</c>: signing keys, and below <c>master</c> the master key.</summary>
internal static class KeysCommand
{
    private const string AnnouncedKeys = "It was announced before, so verifiers elsewhere have it.";

    private const string CachedKeys =
        "A verifier elsewhere that does not know it yet refuses its tokens for up to a minute; ASP.NET Core's JwtBearer and OpenIddict.Validation for up to five, unless RefreshInterval is shorter.";

    private static readonly Option<bool> Now = new("--now") { Description = "At once, though a verifier may not have the announced key yet" };

    private static readonly Argument<string> KeyId = new("kid") { Description = "The key's id, as keys list shows it" };

    public static Command Create()
    {
        var list = new Command("list", "List the signing keys.") { SharedOptions.Format };
        list.SetAction(ListAsync);
        var rotate = new Command("rotate", "Let the announced signing key take over.") { Now, SharedOptions.Format };
        rotate.SetAction(RotateAsync);
        var revoke = new Command("revoke", "Erase a signing key that leaked; tokens it signed are refused.") { KeyId, SharedOptions.Format };
        revoke.SetAction(RevokeAsync);
        return new Command("keys", "Signing keys and the master key.") { list, rotate, revoke, MasterKeyCommand.Create() };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var keys = await DescribeAsync(services, cancellationToken);
        if (parsed.IsJson())
            Output.WriteJson(KeyOutput.Describe(keys));
        else
            KeyOutput.WriteTable(keys);
        return ExitCode.Succeeded;
    }

    private static async Task<int> RotateAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var step = await services.Get<SigningKeyRotator>().RotateAsync(parsed.GetValue(Now), cancellationToken);
        var keys = await DescribeAsync(services, cancellationToken);
        if (parsed.IsJson())
            Output.WriteJson(KeyOutput.Describe(keys));
        else if (keys.Single(key => key.Kid == step.KeyId).State == "active")
            Console.WriteLine($"{step.KeyId} signs from now on. {(parsed.GetValue(Now) ? CachedKeys : AnnouncedKeys)}");
        else
            Console.WriteLine($"{step.KeyId} takes over at {Output.Time(step.At)}, when it has been announced for long enough. keys rotate --now does not wait.");
        return ExitCode.Succeeded;
    }

    private static async Task<int> RevokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var kid = parsed.GetRequiredValue(KeyId);
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var before = await services.Get<SigningKeyRotator>().RevokeAsync(kid, cancellationToken)
            ?? throw new CommandException($"There is no signing key {kid}. tandem keys list shows all.");
        if (parsed.IsJson())
            Output.WriteJson(KeyOutput.Describe(await DescribeAsync(services, cancellationToken)));
        else if (before.State is SigningKeyState.Destroyed)
            Console.WriteLine($"{kid} was destroyed before.");
        else
            Console.WriteLine($"{kid} is destroyed. Tandem refuses its tokens within a second, and AddTandemBearer when its keys are stale, five minutes at most. "
                + "Other verifiers accept them for longer: most for 5 to 10 minutes, OpenIddict.Validation and ASP.NET Core's JwtBearer for half a day and more, aws-jwt-verify until it is restarted. Restart those.");
        return ExitCode.Succeeded;
    }

    private static async Task<IReadOnlyList<KeyOutput>> DescribeAsync(CommandServices services, CancellationToken cancellationToken)
    {
        var keys = await services.Get<ISigningKeyStore>().ListSigningKeysAsync(cancellationToken);
        return [.. keys.Select(key => KeyOutput.Of(key, keys, services.Get<SigningPolicy>()))];
    }
}

/// <summary>A signing key as the commands show it.</summary>
internal sealed record KeyOutput(
    string Kid, string Alg, string State, string CreatedAt, string? ActivatedAt, string? RetiredAt, string? DestroyedAt, string? NextState,
    string? NextAt)
{
    public static KeyOutput Of(StoredSigningKey key, IReadOnlyList<StoredSigningKey> keys, SigningPolicy policy)
    {
        var next = KeySchedule.NextOf(key, keys, policy);
        return new(
            key.Id, key.Algorithm, Output.Name(key.State), Output.Time(key.CreatedAt), Time(key.ActivatedAt), Time(key.RetiredAt),
            Time(key.DestroyedAt), next is { } step ? Output.Name(step.State) : null, Time(next?.At));
    }

    public static JsonArray Describe(IEnumerable<KeyOutput> keys) => Output.Array(keys.Select(key => new JsonObject
    {
        ["kid"] = key.Kid,
        ["alg"] = key.Alg,
        ["state"] = key.State,
        ["createdAt"] = key.CreatedAt,
        ["activatedAt"] = key.ActivatedAt,
        ["retiredAt"] = key.RetiredAt,
        ["destroyedAt"] = key.DestroyedAt,
        ["nextState"] = key.NextState,
        ["nextAt"] = key.NextAt,
    }));

    public static void WriteTable(IReadOnlyList<KeyOutput> keys) => Output.WriteTable(
        ["KID", "ALG", "STATE", "CREATED", "ACTIVATED", "RETIRED", "DESTROYED", "NEXT"],
        keys.Select(key => (IReadOnlyList<string>)
        [
            key.Kid, key.Alg, key.State, key.CreatedAt, key.ActivatedAt ?? "-", key.RetiredAt ?? "-", key.DestroyedAt ?? "-",
            key.NextState is null ? "-" : $"{key.NextState} {key.NextAt}",
        ]));

    private static string? Time(DateTimeOffset? moment) => moment is { } at ? Output.Time(at) : null;
}
