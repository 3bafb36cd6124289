namespace Tandem.Browsers;

/// <summary>What makes a page send a request.</summary>
public enum RequestKind
{
    /// <summary><c>fetch</c> or <c>XMLHttpRequest</c>.</summary>
    Fetch,

    /// <summary>The handshake of a WebSocket: credentials go along, and CORS does not apply.</summary>
    WebSocket,

    /// <summary>A link or a form that opens a page in the tab.</summary>
    Navigation,
}
