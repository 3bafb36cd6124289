namespace Tandem.Sessions;

/// <summary>The lifetimes and windows that decide a refresh. Immutable; checked when the process starts.</summary>
internal sealed record SessionPolicy
{
    /// <summary>Life of an unused session; every rotation restarts it. Default 7 days.</summary>
    public TimeSpan IdleLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Life of a session however much it is used; null for none. Default null.</summary>
    public TimeSpan? AbsoluteLifetime { get; init; }

    /// <summary>
    /// How long after a rotation its predecessor converges. Twice this passes before a new generation is accepted.
    /// Default 30 s; zero disables converging and access-only answers.
    /// </summary>
    public TimeSpan Leeway { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after a rotation a lost answer can be recovered; null stands for the session's idle lifetime.
    /// Zero, with a zero <see cref="Leeway"/>, is strict one-time use.
    /// </summary>
    public TimeSpan? RecoveryWindow { get; init; }

    /// <summary>
    /// Living sessions of one account: a sign-in beyond it ends the one used longest ago. Null for no limit. Default 200.
    /// </summary>
    public int? MaxPerAccount { get; init; } = 200;

    /// <summary>The window in which a settled presentation cannot happen yet: twice the leeway.</summary>
    public TimeSpan SettlingTime => 2 * Leeway;

    /// <summary>How many sessions are nearly as many as an account may have: four of five.</summary>
    public static int NearlyMost(int most) => (most * 4 + 4) / 5;

    /// <summary>
    /// Whether a token made at <paramref name="issuedAt"/> and seen now was kept by its client: no older one can be under way any more.
    /// Tokens hold whole seconds, so that a second is added.
    /// </summary>
    public bool ProvesDelivery(DateTimeOffset issuedAt, DateTimeOffset now) => now - issuedAt > SettlingTime + TimeSpan.FromSeconds(1);
}
