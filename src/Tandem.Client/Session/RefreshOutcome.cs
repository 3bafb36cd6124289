using System.Net;

using Tandem.Client.Errors;
using Tandem.Client.Responses;

namespace Tandem.Client.Session;

/// <summary>What a refresh told. Only <see cref="Ended"/> is proof that the session is over.</summary>
internal abstract record RefreshOutcome
{
    public static RefreshOutcome Read(Response response)
    {
        if (response.Status == HttpStatusCode.OK && TokenResponse.Parse(response.Body) is { } tokens)
            return new Refreshed(tokens);
        if (response.Status == HttpStatusCode.Unauthorized && response.Problem is { } problem && TandemErrorCodes.Definitive.Contains(problem.Code))
            return new Ended(problem.Code);
        if (response is { Status: HttpStatusCode.Unauthorized, Problem.Code: SessionSnapshot.ForeignReason })
            return new Foreign();
        return new Failed(response.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? response.Misconfigured()
            : response.Transient());
    }

    public sealed record Refreshed(TokenResponse Response) : RefreshOutcome;

    public sealed record Ended(string Reason) : RefreshOutcome;

    /// <summary>The token belongs to another installation. What is stored stays; the next sign-in replaces it.</summary>
    public sealed record Foreign : RefreshOutcome;

    public sealed record Failed(TandemAuthException Error) : RefreshOutcome;
}
