namespace Tandem.Browsers.Cors;

/// <summary>What an answer says about CORS; each header as it was received, null when it is absent.</summary>
/// <param name="Status">Status code.</param>
/// <param name="AllowOrigin"><c>Access-Control-Allow-Origin</c>.</param>
/// <param name="AllowCredentials"><c>Access-Control-Allow-Credentials</c>.</param>
/// <param name="AllowMethods"><c>Access-Control-Allow-Methods</c>.</param>
/// <param name="AllowHeaders"><c>Access-Control-Allow-Headers</c>.</param>
/// <param name="Vary"><c>Vary</c>.</param>
public sealed record CorsAnswer(
    int Status, string? AllowOrigin, string? AllowCredentials, string? AllowMethods = null, string? AllowHeaders = null, string? Vary = null);
