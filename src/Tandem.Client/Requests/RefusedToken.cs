using System.Net;

using Tandem.Client.Errors;
using Tandem.Client.Responses;

namespace Tandem.Client.Requests;

/// <summary>Responses that a new access token might change.</summary>
internal static class RefusedToken
{
    private const long LongestProblem = 1 << 20;

    // The last is among them because the API speaks of the access token's claims, which may be older than the session: the refresh endpoint
    // has the last word.
    private static readonly string[] Curable =
        [TandemErrorCodes.AccessTokenExpired, TandemErrorCodes.AccessTokenInvalid, TandemErrorCodes.SessionRevoked];

    /// <summary>Whether it is one of them. The body stays readable for the caller.</summary>
    public static async Task<bool> IsToldByAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.Unauthorized || !ProblemReader.IsProblem(response))
            return false;
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestProblem, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return false;
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return ProblemReader.Read(response.StatusCode, body) is { } problem && Curable.Contains(problem.Code);
    }
}
