using System.Net;

using Tandem.Client.Answers;
using Tandem.Client.Errors;

namespace Tandem.Client.Refreshing;

/// <summary>What a refresh told. Only <see cref="Ended"/> is proof that the session is over.</summary>
internal abstract record RefreshOutcome
{
    public static RefreshOutcome Read(Answer answer)
    {
        if (answer.Status == HttpStatusCode.OK && TokenResponse.Parse(answer.Body) is { } tokens)
            return new Refreshed(tokens);
        if (answer.Status == HttpStatusCode.Unauthorized && answer.Problem is { } problem && TandemErrorCodes.Definitive.Contains(problem.Code))
            return new Ended(problem.Code);
        return new Failed(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? answer.Misconfigured()
            : answer.Transient());
    }

    public sealed record Refreshed(TokenResponse Answer) : RefreshOutcome;

    public sealed record Ended(string Reason) : RefreshOutcome;

    public sealed record Failed(TandemAuthException Error) : RefreshOutcome;
}
