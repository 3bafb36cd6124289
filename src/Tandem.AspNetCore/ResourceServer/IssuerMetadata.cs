using System.Text.Json;

using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>What an issuer says of itself (RFC 8414), as far as it matters here.</summary>
internal static class IssuerMetadata
{
    private const int MaxDepth = 8;

    /// <summary>Reads where the keys are.</summary>
    /// <exception cref="IssuerException">It is not the metadata of this issuer.</exception>
    public static Uri ReadKeysAddress(ReadOnlyMemory<byte> utf8, IssuerAddress authority)
    {
        using var document = Parse(utf8);
        // RFC 8414 §3.3: identical, or the document must not be used.
        if (Text(document, "issuer") is not { } issuer || issuer != authority.ToString())
            throw new IssuerException("The metadata names another issuer than the authority.");
        // The key belongs to the issuer (RFC 8725 §3.8): nobody else's server is asked for it.
        if (Text(document, "jwks_uri") is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || !Origin.TryParse(address.GetLeftPart(UriPartial.Authority), out var origin) || origin != authority.Origin)
            throw new IssuerException("The metadata's jwks_uri is not at the authority.");
        return address;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            throw new IssuerException("The metadata is not JSON, or has a member twice.");
        }
    }

    private static string? Text(JsonDocument document, string name)
    {
        try
        {
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate.
            return null;
        }
    }
}
