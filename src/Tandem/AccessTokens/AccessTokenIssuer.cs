using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Tandem.Platform;
using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>Makes access tokens: JWTs after RFC 9068, signed with the active key. Safe for any number of threads.</summary>
internal sealed class AccessTokenIssuer(AccessTokenSettings settings, IKeyRingSource keys, SecureRandom random)
{
    /// <summary>The <c>client_id</c> of people's sessions.</summary>
    public const string SessionClientId = "tandem";

    private const int IdBytes = 16;

    /// <summary>A token is not HTML: only what JSON itself wants escaped is.</summary>
    public static readonly JavaScriptEncoder Escaping = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Json = new() { Encoder = Escaping, SkipValidation = true };

    private readonly long lifetimeSeconds = (long)settings.Lifetime.TotalSeconds;
    private volatile EncodedHeader? header;

    /// <summary>Makes a token that is valid from <paramref name="now"/>, to the second.</summary>
    /// <exception cref="AccessTokenTooLongException">Every verifier would refuse it.</exception>
    public IssuedAccessToken Issue(in AccessTokenGrant grant, DateTimeOffset now)
    {
        var key = keys.Current.Active;
        var issuedAt = now.ToUnixTimeSeconds();
        var expiresAt = Math.Min(issuedAt + lifetimeSeconds, grant.NotAfter?.ToUnixTimeSeconds() ?? long.MaxValue);

        using var claims = new PooledBuffer(1024);
        WriteClaims(claims, grant, issuedAt, expiresAt);
        using var token = new PooledBuffer(2048);
        // RFC 7515 §3.1: header.payload, signed as ASCII, then the signature.
        Append(token, HeaderOf(key));
        Append(token, "."u8);
        AppendEncoded(token, claims.Written);
        var length = token.Written.Length + 1 + Base64Url.GetEncodedLength(key.Public.SignatureLength);
        if (length > CompactJws.MaximumLength)
            throw new AccessTokenTooLongException(grant.Subject, length);
        Span<byte> signature = stackalloc byte[key.Public.SignatureLength];
        key.Sign(token.Written, signature);
        Append(token, "."u8);
        AppendEncoded(token, signature);
        return new IssuedAccessToken(
            Encoding.ASCII.GetString(token.Written),
            DateTimeOffset.FromUnixTimeSeconds(issuedAt),
            DateTimeOffset.FromUnixTimeSeconds(expiresAt));
    }

    // RFC 9068 §2.2; times are NumericDate (RFC 7519 §2).
    private void WriteClaims(PooledBuffer target, in AccessTokenGrant grant, long issuedAt, long expiresAt)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        random.FillName(id);
        Span<char> idText = stackalloc char[Base64Url.GetEncodedLength(IdBytes)];
        Base64Url.EncodeToChars(id, idText);

        using var json = new Utf8JsonWriter(target, Json);
        json.WriteStartObject();
        json.WriteString("iss"u8, settings.Issuer);
        json.WriteString("sub"u8, grant.Subject);
        json.WriteString("aud"u8, settings.Audience);
        json.WriteNumber("exp"u8, expiresAt);
        json.WriteNumber("iat"u8, issuedAt);
        json.WriteString("jti"u8, idText);
        json.WriteString("client_id"u8, SessionClientId);
        json.WriteString("sid"u8, grant.SessionId);
        json.WriteNumber("gen"u8, grant.Generation);
        json.WriteNumber("epoch"u8, grant.Epoch);
        WriteStrings(json, "roles"u8, grant.Roles);
        json.WriteNumber("auth_time"u8, grant.AuthenticatedAt.ToUnixTimeSeconds());
        WriteStrings(json, "amr"u8, grant.AuthenticationMethods);
        if (settings.IncludeEmail && grant.Email is not null)
            json.WriteString("email"u8, grant.Email);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++)
            json.WriteStringValue(values[i]);
        json.WriteEndArray();
    }

    private byte[] HeaderOf(SigningKey key)
    {
        var known = header;
        if (known is null || known.Key != key)
            header = known = new EncodedHeader(key);
        return known.Bytes;
    }

    private static void AppendEncoded(PooledBuffer target, ReadOnlySpan<byte> bytes) =>
        target.Advance(Base64Url.EncodeToUtf8(bytes, target.GetSpan(Base64Url.GetEncodedLength(bytes.Length))));

    private static void Append(PooledBuffer target, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target.GetSpan(bytes.Length));
        target.Advance(bytes.Length);
    }

    // Always the same for a key; names and values are ASCII words that JSON never escapes.
    private sealed class EncodedHeader(SigningKey key)
    {
        public SigningKey Key => key;

        public byte[] Bytes { get; } = Base64Url.EncodeToUtf8(
            Encoding.ASCII.GetBytes($$"""{"alg":"{{key.Algorithm}}","typ":"at+jwt","kid":"{{key.KeyId}}"}"""));
    }
}

/// <summary>An access token that no verifier would accept was not signed: the account's claims do not fit.</summary>
internal sealed class AccessTokenTooLongException(Guid subject, int length) : Exception(string.Create(CultureInfo.InvariantCulture,
    $"The access token of account {subject} would have {length:N0} characters, and verifiers refuse more than {CompactJws.MaximumLength:N0}. Give the account fewer or shorter roles: tandem users set-roles."));
