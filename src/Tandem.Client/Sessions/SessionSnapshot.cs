using Tandem.Client.Errors;

namespace Tandem.Client.Sessions;

/// <summary>What is known about the session. Immutable; a change brings a new object. Holds no token.</summary>
public sealed record SessionSnapshot
{
    /// <summary>Why a session ended that its owner ended.</summary>
    public const string SignOutReason = "sign_out";

    /// <summary>What is known, in a word.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>Who is signed in; null when nobody is known to be.</summary>
    public TandemUser? User { get; init; }

    /// <summary>Their session; null when none is known.</summary>
    public SessionDetails? Session { get; init; }

    /// <summary>
    /// With <see cref="SessionStatus.SignedOut"/>: one of <see cref="TandemErrorCodes.Definitive"/>, or <see cref="SignOutReason"/> when somebody
    /// asked for it.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>With <see cref="SessionStatus.Stale"/>: why the last refresh failed.</summary>
    public TandemAuthException? Error { get; init; }
}
