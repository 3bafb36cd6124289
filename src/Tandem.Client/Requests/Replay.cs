using System.Collections;
using System.Net.Http.Json;

namespace Tandem.Client.Requests;

/// <summary>Requests that are sent more than once.</summary>
internal static class Replay
{
    /// <summary>Whether a body can be sent again once it is <see cref="KeepAsync">kept</see>. Of any other, nobody can tell.</summary>
    public static bool IsPossible(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent => true,
        JsonContent json => IsWhole(json.Value),
        MultipartContent parts => parts.All(IsPossible),
        _ => false,
    };

    /// <summary>Keeps the bytes of what is serialized, for it may not yield the same again: a sequence in it may be used up by the first time.</summary>
    public static async Task KeepAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is JsonContent)
            await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        if (content is not MultipartContent parts)
            return;
        foreach (var part in parts)
            await KeepAsync(part, cancellationToken).ConfigureAwait(false);
    }

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

    // One object, or a collection with a count. Any other sequence may be long, endless, or read from where it cannot be read again.
    private static bool IsWhole(object? value)
    {
        if (value is null or string or ICollection)
            return true;
        var kinds = value.GetType().GetInterfaces().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        return kinds.Contains(typeof(ICollection<>)) || kinds.Contains(typeof(IReadOnlyCollection<>))
            || !(kinds.Contains(typeof(IEnumerable)) || kinds.Contains(typeof(IAsyncEnumerable<>)));
    }
}
