namespace Tandem.Browser.Tests;

/// <summary>An error of the server's, as far as the tests read it (RFC 9457).</summary>
internal sealed record Problem(string Code);
