using System.Text.Json;
using System.Text.Json.Serialization;

using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Testing;

/// <summary>
/// Every rotation decision at its limits, as checked in: what <see cref="RotationDecision"/> decides, for whoever decides the same elsewhere.
/// Times and durations are milliseconds; times count from the creation of the session.
/// </summary>
internal sealed record RotationTable(string Notice, IReadOnlyDictionary<string, RotationTable.Windows> Policies, IReadOnlyList<RotationTable.Row> Rows)
{
    /// <summary>Where the table is, from the root of the repository.</summary>
    public const string File = "tests/support/rotation-decisions.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static RotationTable Read(string json) => JsonSerializer.Deserialize<RotationTable>(json, Json)!;

    /// <summary>The table as text, a line for each row.</summary>
    public string Write()
    {
        var policies = Policies.Select(policy => $"    {Text(policy.Key)}: {Text(policy.Value)}");
        var rows = Rows.Select(row => $"    {Text(row)}");
        return $"{{\n  \"notice\": {Text(Notice)},\n  \"policies\": {{\n{string.Join(",\n", policies)}\n  }},\n  \"rows\": [\n{string.Join(",\n", rows)}\n  ]\n}}\n";
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>The lifetimes and windows of a <see cref="SessionPolicy"/>.</summary>
    public sealed record Windows(long Leeway, long? RecoveryWindow, long IdleLifetime, long? AbsoluteLifetime)
    {
        public SessionPolicy ToPolicy() => new()
        {
            Leeway = TimeSpan.FromMilliseconds(Leeway),
            RecoveryWindow = RecoveryWindow is { } recovery ? TimeSpan.FromMilliseconds(recovery) : null,
            IdleLifetime = TimeSpan.FromMilliseconds(IdleLifetime),
            AbsoluteLifetime = AbsoluteLifetime is { } absolute ? TimeSpan.FromMilliseconds(absolute) : null,
        };
    }

    /// <summary>A <see cref="RotationState"/>.</summary>
    public sealed record State(long Issued, long Base, long Used, long? RotatedAt, long Confirmed)
    {
        public static State Of(RotationState state, DateTimeOffset createdAt) => new(
            state.Issued, state.Base, state.Used, (long?)(state.RotatedAt - createdAt)?.TotalMilliseconds, state.Confirmed);

        public RotationState ToRotation(DateTimeOffset createdAt) => new(
            Issued, Base, Used, RotatedAt is { } at ? createdAt.AddMilliseconds(at) : null, Confirmed);
    }

    /// <summary>One decision.</summary>
    /// <param name="Policy">The name of the windows in force.</param>
    /// <param name="State">The counters as stored.</param>
    /// <param name="Presented">The generation of the presented token.</param>
    /// <param name="IssuedAt">When the presented token was made.</param>
    /// <param name="Now">The time of the presentation.</param>
    /// <param name="Outcome">What the presentation means.</param>
    /// <param name="Generation">The generation of the response; 0 for a refusal.</param>
    /// <param name="Next">The counters afterwards; null where they stay as they are.</param>
    public sealed record Row(string Policy, State State, long Presented, long IssuedAt, long Now, RotationOutcome Outcome, long Generation, State? Next);
}
