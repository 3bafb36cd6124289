using System.Text.Json;

namespace Tandem.Engines.Testing;

/// <summary>Mouse and keyboard in the form that WebDriver (§15) and WebDriver BiDi (<c>input.performActions</c>) share.</summary>
internal static class InputActions
{
    /// <summary>A script that brings an element into view and returns the middle of it; null when there is none.</summary>
    public static string MiddleOf(string selector) => $$"""
        const element = document.querySelector({{JsonSerializer.Serialize(selector)}});
        if (!element) return null;
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element.getBoundingClientRect();
        return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
        """;

    public static object[] Click(int x, int y) =>
    [
        new
        {
            type = "pointer",
            id = "mouse",
            parameters = new { pointerType = "mouse" },
            actions = new object[]
            {
                new { type = "pointerMove", x, y, duration = 0, origin = "viewport" },
                new { type = "pointerDown", button = 0 },
                new { type = "pointerUp", button = 0 },
            },
        },
    ];

    public static object[] Type(string text) =>
    [
        new
        {
            type = "key",
            id = "keyboard",
            actions = text.EnumerateRunes().SelectMany(rune => new object[]
            {
                new { type = "keyDown", value = rune.ToString() },
                new { type = "keyUp", value = rune.ToString() },
            }).ToArray(),
        },
    ];
}
