using Tandem.AspNetCore.Http.Problems;

namespace Crm;

/// <summary>The CRM's errors, in the form and with the codes of Tandem's own.</summary>
internal static class CrmProblems
{
    public static IResult Invalid(Dictionary<string, string[]> faults) => Results.ValidationProblem(
        faults,
        title: ErrorCodes.ValidationFailed.Title,
        extensions: new Dictionary<string, object?> { ["code"] = ErrorCodes.ValidationFailed.Code });

    public static IResult Of(ErrorCode error, string? detail = null) => Results.Problem(
        detail ?? error.Cause,
        statusCode: error.Status,
        title: error.Title,
        extensions: new Dictionary<string, object?> { ["code"] = error.Code });

    /// <summary>What every error of the CRM has, those of the framework included: the code of its status, and the id of its request.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var extensions = context.ProblemDetails.Extensions;
        extensions["requestId"] = context.HttpContext.TraceIdentifier;
        extensions.TryAdd("code", (context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => ErrorCodes.NotFound,
            StatusCodes.Status405MethodNotAllowed => ErrorCodes.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => ErrorCodes.BodyTooLarge,
            StatusCodes.Status415UnsupportedMediaType => ErrorCodes.UnsupportedMediaType,
            >= 500 => ErrorCodes.InternalError,
            _ => ErrorCodes.MalformedRequest,
        }).Code);
    }
}
