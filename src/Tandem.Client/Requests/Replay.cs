using System.Net.Http.Json;

namespace Tandem.Client.Requests;

/// <summary>Requests that are sent more than once.</summary>
internal static class Replay
{
    /// <summary>Whether a body can be sent again: it is in memory, whole. Of any other, a stream above all, nobody can tell.</summary>
    public static bool IsPossible(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => true,
        MultipartContent parts => parts.All(IsPossible),
        _ => false,
    };

    /// <summary>
    /// A request like this one: handlers below change what they are given, a redirect above all, and the caller's own must not carry a token. The
    /// body is shared, so the copy is not to be disposed of.
    /// </summary>
    public static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
            Content = request.Content,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        foreach (var (name, value) in (IDictionary<string, object?>)request.Options)
            copy.Options.Set(new HttpRequestOptionsKey<object?>(name), value);
        return copy;
    }
}
