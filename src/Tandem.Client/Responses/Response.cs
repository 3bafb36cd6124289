using System.Globalization;
using System.Net;

using Tandem.Client.Errors;

namespace Tandem.Client.Responses;

/// <summary>An auth endpoint's response, read to its end.</summary>
/// <param name="Url">Whose response.</param>
/// <param name="Status">The status.</param>
/// <param name="Problem">The body, when it is one of our problem documents.</param>
/// <param name="RetryAfter">How long to wait.</param>
/// <param name="Body">The body of a 2xx response.</param>
internal sealed record Response(Uri Url, HttpStatusCode Status, Problem? Problem, TimeSpan? RetryAfter, byte[] Body)
{
    public string Description =>
        Problem?.Detail ?? string.Create(CultureInfo.InvariantCulture, $"{Url} answered {(int)Status}.");

    public TransientException Transient() =>
        new(Problem?.Code ?? ClientErrorCodes.UnexpectedAnswer, Description) { Status = Status, Problem = Problem, RetryAfter = RetryAfter };

    public ConfigurationException Misconfigured() =>
        new(ClientErrorCodes.Misconfigured, $"{Description} Check BaseAddress and BasePath.") { Status = Status, Problem = Problem, RetryAfter = RetryAfter };

    /// <summary>What a refused sign-in or sign-out means to the one who asked for it.</summary>
    public TandemAuthException Refusal()
    {
        if (Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            return Misconfigured();
        var isFinal = (int)Status is >= 400 and < 500 and not (408 or 425 or 429);
        return isFinal && Problem is not null
            ? new ProblemException(Problem.Code, Description) { Status = Status, Problem = Problem, RetryAfter = RetryAfter }
            : Transient();
    }

    /// <summary>Says nothing of the body, which may hold tokens.</summary>
    public override string ToString() => Description;
}
