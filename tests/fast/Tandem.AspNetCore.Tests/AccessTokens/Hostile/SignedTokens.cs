using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.AccessTokens.Hostile;

/// <summary>Variations of a good token, signed by the key that signed it.</summary>
internal sealed class SignedTokens(SigningKey key, string good)
{
    public string Header { get; } = Decode(good, 0);

    public string Payload { get; } = Decode(good, 1);

    public string[] Parts { get; } = good.Split('.');

    /// <summary>With members of the header replaced; null leaves one out.</summary>
    public string WithHeader(params IEnumerable<(string Name, string? Value)> members) => Sign(Changed(Header, members), Payload);

    /// <summary>With claims replaced; null leaves one out.</summary>
    public string WithClaims(params IEnumerable<(string Name, string? Value)> members) => Sign(Header, Changed(Payload, members));

    public string Sign(string header, string payload) => SignParts(Encode(header), Encode(payload));

    public string SignParts(string header, string payload) => $"{header}.{payload}.{Base64Url.EncodeToString(Signature($"{header}.{payload}"))}";

    public byte[] Signature(string input)
    {
        var signature = new byte[key.Public.SignatureLength];
        key.Sign(Encoding.UTF8.GetBytes(input), signature);
        return signature;
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Decode(string token, int part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[part]));

    // By text, so that what no JSON library would write can be written.
    private static string Changed(string json, IEnumerable<(string Name, string? Value)> members)
    {
        var changed = JsonNode.Parse(json)!.AsObject();
        var given = members.ToList();
        foreach (var (name, _) in given)
            changed.Remove(name);
        var text = changed.ToJsonString()[..^1];
        return text + string.Concat(given.Where(member => member.Value is not null).Select(member => $",\"{member.Name}\":{member.Value}")) + "}";
    }
}
