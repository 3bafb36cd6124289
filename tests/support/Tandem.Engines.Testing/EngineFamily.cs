namespace Tandem.Engines.Testing;

/// <summary>The engines that nearly all browsers are made of.</summary>
public enum EngineFamily
{
    /// <summary>Chrome, Edge, Opera and others.</summary>
    Chromium,

    /// <summary>Firefox.</summary>
    Firefox,

    /// <summary>WebKitGTK: Safari's engine, with another network library and another cookie store than Safari's.</summary>
    WebKit,
}
