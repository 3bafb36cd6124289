namespace Tandem.AspNetCore.ResourceServer;

/// <summary>The issuer's answer is none to rely upon.</summary>
internal sealed class IssuerException(string message) : Exception(message);
