using System.Text.Json;

namespace Tandem.Engines.Testing;

/// <summary>A tab. Every call ends within <see cref="Engine.StepLimit"/> or throws <see cref="EngineException"/>.</summary>
public interface ITab
{
    /// <summary>Goes to an address as if it had been typed, and waits until the page is loaded.</summary>
    Task GoToAsync(Uri url);

    /// <summary>Goes back in the tab's history, as the button does. Does not wait for what follows.</summary>
    Task GoBackAsync();

    /// <summary>The address of the page shown.</summary>
    Task<Uri> AddressAsync();

    /// <summary>
    /// Runs the body of an async function in the page and returns what it returns, as JSON:
    /// <c>await tab.RunAsync("return (await fetch('/x')).status")</c>.
    /// </summary>
    Task<JsonElement> RunAsync(string body);

    /// <summary>
    /// Clicks with the mouse into the middle of the first element that a CSS selector finds; for an iframe that is what it shows there.
    /// Does not wait for what follows.
    /// </summary>
    Task ClickAsync(string selector);

    /// <summary>Types into what has the focus.</summary>
    Task TypeAsync(string text);

    /// <summary>The cookies the page's address has in the jar, HttpOnly ones included.</summary>
    Task<IReadOnlyList<EngineCookie>> CookiesAsync();

    /// <summary>A picture of the page, as PNG.</summary>
    Task<byte[]> PictureAsync();

    /// <summary>Closes the tab. The last tab stays: closing it would end the browser.</summary>
    Task CloseAsync();
}
