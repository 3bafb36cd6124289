
namespace Tandem.Engines.Testing;

/// <summary>A cookie in an engine's jar.</summary>
public sealed record EngineCookie(string Name, string Value, string Domain, string Path, bool Secure, bool HttpOnly, string? SameSite);
