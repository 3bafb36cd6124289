namespace Tandem.Browsers;

/// <summary>The three families of browsers in use, by what they are made from.</summary>
public enum BrowserFamily
{
    /// <summary>Chrome, Edge, Opera, Brave and others on Chromium.</summary>
    Chromium,

    /// <summary>Firefox.</summary>
    Firefox,

    /// <summary>Safari, and every browser on iOS outside the European Union.</summary>
    Safari,
}
