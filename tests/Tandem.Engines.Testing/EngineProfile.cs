namespace Tandem.Engines.Testing;

/// <summary>An engine with its settings.</summary>
/// <param name="Name">A short name for tests and tables.</param>
/// <param name="Family">The engine.</param>
/// <param name="Settings">What was set, in words for a reader of tables.</param>
public sealed record EngineProfile(string Name, EngineFamily Family, string Settings)
{
    /// <summary>Chromium as it comes.</summary>
    public static EngineProfile Chromium { get; } = new("chromium", EngineFamily.Chromium, "as it comes");

    /// <summary>Chromium with the setting "Block third-party cookies".</summary>
    public static EngineProfile ChromiumBlocking { get; } =
        new("chromium-blocking", EngineFamily.Chromium, "third-party cookies blocked (`profile.cookie_controls_mode` 1)")
        {
            Preferences = new Dictionary<string, object> { ["profile.cookie_controls_mode"] = 1, ["profile.block_third_party_cookies"] = true },
        };

    /// <summary>Firefox as it comes: Total Cookie Protection.</summary>
    public static EngineProfile Firefox { get; } = new("firefox", EngineFamily.Firefox, "as it comes");

    /// <summary>WebKitGTK as it comes: stores no cookies of third parties.</summary>
    public static EngineProfile WebKit { get; } = new("webkit", EngineFamily.WebKit, "as it comes (cookie policy `no-third-party`)");

    /// <summary>WebKitGTK with Intelligent Tracking Prevention, which Safari has on: third parties neither store nor get cookies.</summary>
    public static EngineProfile WebKitPreventing { get; } =
        new("webkit-preventing", EngineFamily.WebKit, "Intelligent Tracking Prevention (`--enable-itp`), as Safari has by default") { Arguments = ["--enable-itp"] };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineProfile> All { get; } = [Chromium, ChromiumBlocking, Firefox, WebKit, WebKitPreventing];

    /// <summary>Arguments of its command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its preferences, by the engine's own names.</summary>
    public IReadOnlyDictionary<string, object> Preferences { get; init; } = new Dictionary<string, object>();

    public override string ToString() => Name;
}
