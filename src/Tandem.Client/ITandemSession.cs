using Tandem.Client.Errors;

namespace Tandem.Client;

/// <summary>Who is signed in, in this program. Safe for use by many threads.</summary>
/// <remarks>
/// Whatever is said to throw <see cref="TransientException"/> throws it where nothing is known: offline, server busy, a captive portal's response, a
/// token store that cannot be used. The session is then kept. A cancellation ends the caller's waiting, never a refresh that others share.
/// </remarks>
public interface ITandemSession
{
    /// <summary>What is known now. The same object until something changes.</summary>
    SessionSnapshot Session { get; }

    /// <summary>Raised after every change of <see cref="Session"/>, on whatever thread it happened. A listener that throws is logged.</summary>
    event EventHandler<SessionChangedEventArgs>? SessionChanged;

    /// <summary>
    /// Restores the session from the token store, and refreshes where its access token has run out or may have outlived a crash. Never throws for
    /// being offline: the session is then <see cref="SessionStatus.Stale"/>. Calling it is optional; the first request does the same.
    /// </summary>
    /// <exception cref="ConfigurationException">The set-up is wrong.</exception>
    Task<SessionSnapshot> StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Exchanges a password for a session, which the store holds when this returns.</summary>
    /// <exception cref="ProblemException">The server refused: <c>invalid_credentials</c>, <c>validation_failed</c>.</exception>
    /// <exception cref="TransientException">The server cannot respond now, or the store cannot be written.</exception>
    /// <exception cref="ConfigurationException">The set-up is wrong: the server must list <c>body</c> in <c>Tandem:RefreshToken:Delivery</c>.</exception>
    Task<SessionSnapshot> SignInAsync(string email, string password, CancellationToken cancellationToken = default);

    /// <summary>
    /// Signed out here at once, in the store as well; returns when the server knows. When it cannot be told, this throws, and the client tells it later:
    /// after 5 s, growing to 5 minutes, and when the next client on this store starts.
    /// </summary>
    /// <exception cref="TransientException">
    /// Signed out here, and the server does not know yet. With <c>token_store_failed</c> before anything else: nothing happened.
    /// </exception>
    Task SignOutAsync(CancellationToken cancellationToken = default);

    /// <summary>A token that is good now; null means definitely signed out.</summary>
    /// <exception cref="TransientException">It is not known.</exception>
    /// <exception cref="TandemAuthException"><c>session_changed</c>: somebody else signed in meanwhile. Ask again for their token.</exception>
    /// <exception cref="ConfigurationException">The set-up is wrong.</exception>
    Task<string?> GetAccessTokenAsync(CancellationToken cancellationToken = default);

    /// <summary>Refreshes now, or adopts what another process has refreshed meanwhile.</summary>
    /// <exception cref="TransientException">It is not known whether the session lives; it is kept.</exception>
    /// <exception cref="ConfigurationException">The set-up is wrong; the session is kept.</exception>
    Task<SessionSnapshot> RefreshAsync(CancellationToken cancellationToken = default);

    /// <summary>A ticket for one connection that cannot send headers, such as a WebSocket; good once, for 30 s.</summary>
    /// <exception cref="TandemAuthException"><c>access_token_missing</c>: nobody is signed in.</exception>
    /// <exception cref="TransientException">None can be had now.</exception>
    /// <exception cref="ProblemException">The server refused.</exception>
    Task<string> GetTicketAsync(CancellationToken cancellationToken = default);
}
