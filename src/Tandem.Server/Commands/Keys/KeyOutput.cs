using Tandem.SigningKeys;

namespace Tandem.Server.Commands.Keys;

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

    public static void WriteTable(IReadOnlyList<KeyOutput> keys) => Output.WriteTable(
        ["KID", "ALG", "STATE", "CREATED", "ACTIVATED", "RETIRED", "DESTROYED", "NEXT"],
        keys.Select(key => (IReadOnlyList<string>)
        [
            key.Kid, key.Alg, key.State, key.CreatedAt, key.ActivatedAt ?? "-", key.RetiredAt ?? "-", key.DestroyedAt ?? "-",
            key.NextState is null ? "-" : $"{key.NextState} {key.NextAt}",
        ]));

    private static string? Time(DateTimeOffset? moment) => moment is { } at ? Output.Time(at) : null;
}
