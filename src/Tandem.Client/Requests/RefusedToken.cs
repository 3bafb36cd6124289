using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

using Tandem.Client.Errors;
using Tandem.Client.Responses;

namespace Tandem.Client.Requests;

/// <summary>Responses that a new access token might change.</summary>
internal static partial class RefusedToken
{
    private const long LongestProblem = 1 << 20;

    // The last is among them because the API speaks of the access token's claims, which may be older than the session: the refresh endpoint
    // has the last word.
    private static readonly string[] Curable =
        [TandemErrorCodes.AccessTokenExpired, TandemErrorCodes.AccessTokenInvalid, TandemErrorCodes.SessionRevoked];

    // Some verifiers refuse a missing role as they do a bad token: a new one does not help.
    private static readonly TimeSpan JustMade = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How old an access token must be for a new one to change the response; null if none would. The body stays readable for the caller.
    /// </summary>
    public static async Task<TimeSpan?> AgeWorthRenewingAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return null;
        if (await ProblemAsync(response, cancellationToken).ConfigureAwait(false) is { } problem)
            return Curable.Contains(problem.Code) ? TimeSpan.Zero : null;
        return response.Headers.WwwAuthenticate.Any(SaysInvalidToken) ? JustMade : null;
    }

    private static async Task<Problem?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!ProblemReader.IsProblem(response))
            return null;
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestProblem, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return null;
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return ProblemReader.Read(response.StatusCode, body);
    }

    // How verifiers other than Tandem's refuse a token: RFC 6750 §3.1.
    private static bool SaysInvalidToken(AuthenticationHeaderValue challenge) =>
        challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && InvalidToken().IsMatch(challenge.Parameter ?? "");

    [GeneratedRegex("^(?:[^\"]|\"[^\"]*\")*?\\berror=\"?invalid_token\\b", RegexOptions.IgnoreCase)]
    private static partial Regex InvalidToken();
}
