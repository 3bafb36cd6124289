using System.Runtime.CompilerServices;

using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>How long a page may take to show what it should: on a busy machine more than Playwright's five seconds.</summary>
internal static class Patience
{
    private const float Milliseconds = 30_000;

    // Before any test: the setting is one for the whole process.
    [ModuleInitializer]
    internal static void Set() => Assertions.SetDefaultExpectTimeout(Milliseconds);
}
