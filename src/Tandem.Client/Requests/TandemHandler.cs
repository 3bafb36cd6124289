using System.Net.Http.Headers;

using Tandem.Client.Endpoints;
using Tandem.Client.Errors;
using Tandem.Client.Session;

namespace Tandem.Client.Requests;

/// <summary>Attaches the access token where it belongs, and cures a refused one once.</summary>
internal sealed class TandemHandler(AuthEndpoints endpoints, AccessTokenSource tokens, CurrentSession session, RefusalBackOff backOff, TimeProvider time)
    : DelegatingHandler
{
    // What can be sent once: the token must not run out on the way.
    private static readonly TimeSpan StreamMargin = TimeSpan.FromMinutes(1);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A token may have to be renewed first: use the asynchronous methods of HttpClient.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!endpoints.Attaches(request.RequestUri) || request.Headers.Contains("Authorization"))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var origin = AuthEndpoints.Origin(request.RequestUri!);
        var canReplay = Replay.IsPossible(request.Content);
        var first = await tokens.GetAsync(refused: null, canReplay ? TimeSpan.Zero : StreamMargin, cancellationToken).ConfigureAwait(false);
        if (canReplay && first.Token is not null)
            await Replay.KeepAsync(request.Content, cancellationToken).ConfigureAwait(false);
        var sentAt = time.GetUtcNow();
        var response = await SendAsync(request, first.Token, cancellationToken).ConfigureAwait(false);
        if (first.Token is null)
            return response;
        if (await AgeWorthRenewingAsync(response, cancellationToken).ConfigureAwait(false) is not { } leastAge)
        {
            backOff.Accepted(origin);
            return response;
        }

        if (session.Latest.Token == first.Token && (session.Age < leastAge || backOff.IsActive(origin)))
            return response;
        var next = await RenewAsync(response, new(first.Token, sentAt), cancellationToken).ConfigureAwait(false);
        // What one person asked for is never repeated in the name of the next.
        if (next.Token is null || next.Epoch != first.Epoch)
            return response;
        response.Dispose();
        if (!canReplay)
            throw new TandemAuthException(ClientErrorCodes.NotReplayable, "This body may be used up. Send a new one.");

        var replayed = await SendAsync(request, next.Token, cancellationToken).ConfigureAwait(false);
        if (await AgeWorthRenewingAsync(replayed, cancellationToken).ConfigureAwait(false) is null)
            backOff.Accepted(origin);
        else
            backOff.Refused(origin);
        return replayed;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        var copy = Replay.Copy(request);
        if (token is not null)
            copy.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(copy, cancellationToken).ConfigureAwait(false);
        // It goes to the caller with the response, and into whatever logs it.
        copy.Headers.Authorization = null;
        return response;
    }

    // A redirect may have led elsewhere, where nobody has a say about this token.
    private async Task<TimeSpan?> AgeWorthRenewingAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        endpoints.Attaches(response.RequestMessage?.RequestUri)
            ? await RefusedToken.AgeWorthRenewingAsync(response, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<AccessGrant> RenewAsync(HttpResponseMessage response, Refusal refused, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.GetAsync(refused, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
