namespace Tandem.Client.Errors;

/// <summary>Codes of errors that arise on this side of the wire.</summary>
public static class ClientErrorCodes
{
    /// <summary>The server could not be reached, or its answer broke off. Transient.</summary>
    public const string NetworkError = "network_error";

    /// <summary>No complete answer within <see cref="TandemClientOptions.RequestTimeout"/>. Transient.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The machine slept while the request was under way. A refresh is sent again by itself. Transient.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>An answer that is no Tandem server's, such as a captive portal's page. Transient.</summary>
    public const string UnexpectedAnswer = "unexpected_answer";

    /// <summary>400, 404 or 405 where there should be an endpoint, or options that contradict themselves. A fault of the set-up.</summary>
    public const string Misconfigured = "misconfigured";

    /// <summary>The token was renewed, but the body may be used up, as a stream or a sequence is: send a new one.</summary>
    public const string NotReplayable = "not_replayable";

    /// <summary>Somebody else signed in while a token was being renewed; nothing is sent in their name.</summary>
    public const string SessionChanged = "session_changed";

    /// <summary>The token store could not be read or written. Transient: nothing was used that is not stored.</summary>
    public const string TokenStoreFailed = "token_store_failed";

    /// <summary>The token store holds something that is not this client's. A fault of the set-up.</summary>
    public const string TokenStoreUnreadable = "token_store_unreadable";
}
