using System.Buffers.Text;
using System.Text;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>Tokens that nobody signed.</summary>
internal static class Forged
{
    public static string WithHeader(string header) => $"{Encode(header)}.{Encode("{}")}.{Base64Url.EncodeToString(new byte[64])}";

    /// <summary>A well-formed token whose key does not exist.</summary>
    public static string OfUnknownKey(string keyId) => WithHeader($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{keyId}}"}""");

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
