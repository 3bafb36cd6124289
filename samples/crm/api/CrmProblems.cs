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
}
