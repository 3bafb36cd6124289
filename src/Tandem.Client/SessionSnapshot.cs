using Tandem.Client.Errors;

namespace Tandem.Client;

/// <summary>What is known about the session. Immutable; a change brings a new object. Holds no token.</summary>
public sealed record SessionSnapshot
{
    /// <summary>Why a session ended that its owner ended.</summary>
    public const string SignOutReason = "sign_out";

    /// <summary>Why a session ended here whose stored token belongs to another installation. It stays stored until the next sign-in.</summary>
    public const string ForeignReason = "refresh_token_foreign";

    /// <summary>What is known, in a word.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>Who is signed in; null when nobody is known to be.</summary>
    public TandemUser? User { get; init; }

    /// <summary>Their session; null when none is known.</summary>
    public SessionDetails? Session { get; init; }

    /// <summary>
    /// With <see cref="SessionStatus.SignedOut"/>: one of <see cref="TandemErrorCodes.Definitive"/>, <see cref="SignOutReason"/> when somebody
    /// asked for it, or <see cref="ForeignReason"/>.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>With <see cref="SessionStatus.Stale"/>: why the last refresh failed.</summary>
    public TandemAuthException? Error { get; init; }
}

/// <summary>What is known about the session.</summary>
public enum SessionStatus
{
    /// <summary>The token store has not been read yet.</summary>
    Loading,

    /// <summary>Somebody is signed in.</summary>
    Authenticated,

    /// <summary>
    /// The last refresh told nothing about the session: offline, server busy, a strange response. The session is kept; <see cref="SessionSnapshot.Error"/>
    /// says what happened.
    /// </summary>
    Stale,

    /// <summary>There is no session.</summary>
    Anonymous,

    /// <summary>The session is over; <see cref="SessionSnapshot.Reason"/> says why.</summary>
    SignedOut,
}
