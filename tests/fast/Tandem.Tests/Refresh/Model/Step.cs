using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

internal enum StepKind : byte
{
    Tick,

    /// <summary>Everybody sleeps until all windows have closed and every access token has ended.</summary>
    Long,

    /// <summary>The machine sleeps, with requests under way.</summary>
    Sleep,
    Send,
    Decide,
    Receive,

    /// <summary>A cookie is stored although nobody waits for the answer.</summary>
    StoreLate,
    Reload,
    Crash,

    /// <summary>The browser writes its cookies to the disk.</summary>
    Write,

    /// <summary>A verifying node sees an access token late enough to confirm its generation.</summary>
    Confirm,
    LoseCommits,
}

/// <summary>One step of a history, readable in a counter-example.</summary>
internal readonly record struct Step(StepKind Kind, byte Tab, byte Generation, byte Cookie, RotationOutcome Outcome)
{
    public static Step Of(StepKind kind, int tab = 0, int generation = 0, int cookie = 0, RotationOutcome outcome = default) =>
        new(kind, (byte)tab, (byte)generation, (byte)cookie, outcome);

    public override string ToString() => Kind switch
    {
        StepKind.Tick => "tick",
        StepKind.Long => "long",
        StepKind.Sleep => "sleep",
        StepKind.Send => $"tab{Tab} sends {Generation}",
        StepKind.Decide when Outcome is RotationOutcome.Reuse => $"server {Generation} -> REUSE",
        StepKind.Decide when Cookie == 0 => $"server {Generation} -> {Outcome}",
        StepKind.Decide => $"server {Generation} -> {Outcome} {Cookie}",
        StepKind.Receive when Cookie == 0 => $"tab{Tab} gets an access token",
        StepKind.Receive => $"tab{Tab} gets {Cookie}",
        StepKind.StoreLate => $"late cookie {Cookie} is stored",
        StepKind.Reload => $"tab{Tab} reloads",
        StepKind.Crash => $"browser crashes, jar is {Generation}",
        StepKind.Write => $"{Generation} is on disk",
        StepKind.Confirm => $"access token of {Generation} seen",
        StepKind.LoseCommits => $"database loses {Generation} commits",
        _ => Kind.ToString(),
    };
}
