namespace Tandem.Tests.Refresh.Model;

internal enum StepKind
{
    /// <summary>A tick passes.</summary>
    Tick,

    /// <summary>Everybody sleeps until all windows have closed and every access token has ended.</summary>
    LongPause,

    /// <summary>A tab sends what the jar holds.</summary>
    Send,

    /// <summary>The server decides.</summary>
    Decide,

    /// <summary>A tab receives its answer.</summary>
    Receive,

    /// <summary>A verifying node sees an access token late enough to confirm its generation.</summary>
    Confirm,

    /// <summary>The database comes back without its last commits.</summary>
    LoseCommits,
}
