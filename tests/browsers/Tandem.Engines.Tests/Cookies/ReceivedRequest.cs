namespace Tandem.Engines.Tests.Cookies;

/// <summary>What the API saw of a request.</summary>
/// <param name="Cookies">Names of the cookies.</param>
/// <param name="Site"><c>Sec-Fetch-Site</c>, or null.</param>
/// <param name="Origin"><c>Origin</c>, or null.</param>
internal sealed record ReceivedRequest(IReadOnlySet<string> Cookies, string? Site, string? Origin);
