using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>Which keys a step moves, and what is reported of each.</summary>
internal static class KeyMoves
{
    public static IReadOnlyList<SigningKeyMove> Of(KeyStep step, IReadOnlyList<StoredSigningKey> keys, DateTimeOffset now)
    {
        SigningKeyMove To(StoredSigningKey key, SigningKeyState state) => new(key.Id, key.State, state, now);
        var key = keys.FirstOrDefault(key => key.Id == step.KeyId);
        var active = keys.FirstOrDefault(key => key.State is SigningKeyState.Active);
        var announced = keys.FirstOrDefault(key => key.State is SigningKeyState.Announced);
        return step.Action switch
        {
            KeyAction.Activate when active is not null => [To(active, SigningKeyState.Verifying), To(key!, SigningKeyState.Active)],
            KeyAction.Activate => [To(key!, SigningKeyState.Active)],
            KeyAction.Destroy or KeyAction.Replace => [To(key!, SigningKeyState.Destroyed)],
            KeyAction.Revoke when key == active && announced is not null =>
                [To(key!, SigningKeyState.Destroyed), To(announced, SigningKeyState.Active)],
            KeyAction.Revoke => [To(key!, SigningKeyState.Destroyed)],
            _ => [],
        };
    }

    public static SecurityEvent Report(SigningKeyMove move, KeyAction action, StoredSigningKey key) => move.To switch
    {
        SigningKeyState.Active => new SigningKeyActivated(key.Id, key.Algorithm) { At = move.At, Context = EventContext.Local },
        SigningKeyState.Verifying => new SigningKeyRetired(key.Id, key.Algorithm) { At = move.At, Context = EventContext.Local },
        _ => new SigningKeyDestroyed(key.Id, key.Algorithm, Reason(action)) { At = move.At, Context = EventContext.Local },
    };

    private static string Reason(KeyAction action) => action switch
    {
        KeyAction.Revoke => "revoked",
        KeyAction.Replace => "replaced",
        _ => "expired",
    };
}
