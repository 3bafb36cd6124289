namespace Tandem.Tabs.Tests.Lab;

/// <summary>A fault put into the packed client on its way to the page.</summary>
/// <param name="File">The end of the file's path.</param>
/// <param name="Old">A text that is there.</param>
/// <param name="New">What is there instead.</param>
internal sealed record ClientDefect(string File, string Old, string New)
{
    /// <summary>Puts it in. A client that changed so much that the fault has no place any more fails the test.</summary>
    public string In(string text) => text.Contains(Old, StringComparison.Ordinal)
        ? text.Replace(Old, New, StringComparison.Ordinal)
        : throw new InvalidOperationException($"{File} does not say '{Old}' any more.");
}
