namespace Tandem.Engines.Tests.Cookies;

/// <summary>How a request to the API comes about.</summary>
internal enum RequestTrigger
{
    /// <summary>A fetch with POST and credentials.</summary>
    Post,

    /// <summary>A fetch with GET and credentials.</summary>
    Get,

    /// <summary>The handshake of a WebSocket.</summary>
    WebSocket,

    /// <summary>A click on a link of the page, which shows the API in the whole tab.</summary>
    Link,

    /// <summary>The address of the API, typed.</summary>
    Visit,
}
