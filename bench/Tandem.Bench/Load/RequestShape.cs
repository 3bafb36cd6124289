namespace Tandem.Bench.Load;

/// <summary>A request that carries a credential, and where its response has the next one.</summary>
/// <param name="Line">Method and path.</param>
/// <param name="Headers">Lines of the head besides those that every request has.</param>
/// <param name="Body">The body; none for a request without one.</param>
internal sealed record RequestShape(string Line, string Headers = "", string Body = "")
{
    /// <summary>Stands for the credential, in the headers or the body.</summary>
    public const string Credential = "{credential}";

    /// <summary>What the next credential follows in the response, or null when the same stays good.</summary>
    public byte[]? NextAfter { get; init; }

    /// <summary>What follows the next credential.</summary>
    public byte NextEnd { get; init; } = (byte)'"';

    /// <summary>A protected resource.</summary>
    public static RequestShape Get(string path) => new($"GET {path}", $"Authorization: Bearer {Credential}\r\n");

    /// <summary>Something posted as JSON.</summary>
    public static RequestShape PostJson(string path, string body, string headers = "") => new($"POST {path}", $"Content-Type: application/json\r\n{headers}", body);

    /// <summary>A form.</summary>
    public static RequestShape PostForm(string path, string body) => new($"POST {path}", "Content-Type: application/x-www-form-urlencoded\r\n", body);
}
