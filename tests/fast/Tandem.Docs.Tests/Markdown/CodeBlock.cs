namespace Tandem.Docs.Tests.Markdown;

/// <summary>A fenced block.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Line of its opening fence, from 1.</param>
/// <param name="Language">What follows the opening fence.</param>
/// <param name="Marker">The comment above it, without its brackets; empty when there is none.</param>
/// <param name="Text">Its lines, joined by newlines.</param>
internal sealed record CodeBlock(string File, int Line, string Language, string Marker, string Text)
{
    private const string Shows = "file: ";

    /// <summary>The file that a block marked <c>file: PATH</c> shows. Where a reader is to have it may follow: <c>outside: NAME</c>.</summary>
    public string? Shown => Marker.StartsWith(Shows, StringComparison.Ordinal) ? Marker[Shows.Length..].Split(' ')[0] : null;

    public string Place => $"{File}:{Line}";
}
