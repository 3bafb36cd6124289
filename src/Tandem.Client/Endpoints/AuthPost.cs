using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Tandem.Client.Errors;
using Tandem.Client.Responses;

namespace Tandem.Client.Endpoints;

/// <summary>POST to an auth endpoint, from the first byte to the last within a time limit.</summary>
internal sealed class AuthPost(HttpClient http, TimeProvider time, TimeSpan limit)
{
    /// <exception cref="TransientException">There was no answer: <c>network_error</c>, <c>timed_out</c>.</exception>
    public async Task<Response> SendAsync<T>(Uri url, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var within = new TimeLimit(time, limit);
        return await SendAsync(url, body, type, within, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, within a time limit that also holds for what follows.</summary>
    /// <inheritdoc cref="SendAsync{T}(Uri, T, JsonTypeInfo{T}, CancellationToken)"/>
    public async Task<Response> SendAsync<T>(Uri url, T body, JsonTypeInfo<T> type, TimeLimit within, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        return await SendAsync(http, request, within, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="SendAsync{T}(Uri, T, JsonTypeInfo{T}, CancellationToken)"/>
    public async Task<Response> SendAsync(HttpClient through, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var within = new TimeLimit(time, limit);
        return await SendAsync(through, request, within, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Response> SendAsync(HttpClient through, HttpRequestMessage request, TimeLimit within, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(within.Token, cancellationToken);
        try
        {
            // Waited for with the limit, so that a handler that ignores its cancellation cannot outlive it either.
            return await ReadAsync(through, request, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is not TandemAuthException)
        {
            throw new TransientException(within.Code, $"{request.RequestUri} did not answer.", error);
        }
    }

    private async Task<Response> ReadAsync(HttpClient through, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await through.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var problem = !response.IsSuccessStatusCode && ProblemReader.IsProblem(response) ? ProblemReader.Read(response.StatusCode, body) : null;
        return new Response(request.RequestUri!, response.StatusCode, problem, RetryAfter.Of(response.Headers, time.GetUtcNow()), body);
    }
}
