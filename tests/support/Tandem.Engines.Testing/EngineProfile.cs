namespace Tandem.Engines.Testing;

/// <summary>An engine with its settings.</summary>
/// <param name="Name">A short name for tests and tables.</param>
/// <param name="Family">The engine.</param>
/// <param name="Settings">What was set, in words for a reader of tables.</param>
public sealed record EngineProfile(string Name, EngineFamily Family, string Settings)
{
    /// <summary>Chromium with Chrome's default, third-party cookies. Debian's build blocks them unless told.</summary>
    public static EngineProfile Chromium { get; } =
        new("chromium", EngineFamily.Chromium, "third-party cookies allowed, Chrome's default (`profile.cookie_controls_mode` 0)")
        {
            Preferences = new Dictionary<string, object> { ["profile.cookie_controls_mode"] = 0 },
        };

    /// <summary>Chromium with the setting "Block third-party cookies", which private windows have.</summary>
    public static EngineProfile ChromiumBlocking { get; } =
        new("chromium-blocking", EngineFamily.Chromium, "third-party cookies blocked (`profile.cookie_controls_mode` 1)")
        {
            Preferences = new Dictionary<string, object> { ["profile.cookie_controls_mode"] = 1 },
        };

    /// <summary>Firefox as it comes: Total Cookie Protection.</summary>
    public static EngineProfile Firefox { get; } = new("firefox", EngineFamily.Firefox, "as it comes (Total Cookie Protection)");

    /// <summary>WebKitGTK with Intelligent Tracking Prevention, which Safari has on: third parties neither store nor get cookies.</summary>
    public static EngineProfile WebKit { get; } =
        new("webkit", EngineFamily.WebKit, "Intelligent Tracking Prevention on, Safari's default (`--enable-itp`)") { Arguments = ["--enable-itp"] };

    /// <summary>WebKitGTK as it comes: third parties store no cookies, but get those they have.</summary>
    public static EngineProfile WebKitPlain { get; } = new("webkit-plain", EngineFamily.WebKit, "as it comes, without Intelligent Tracking Prevention");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineProfile> All { get; } = [Chromium, ChromiumBlocking, Firefox, WebKit, WebKitPlain];

    /// <summary>Arguments of its command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its preferences, by the engine's own names.</summary>
    public IReadOnlyDictionary<string, object> Preferences { get; init; } = new Dictionary<string, object>();

    public override string ToString() => Name;
}
