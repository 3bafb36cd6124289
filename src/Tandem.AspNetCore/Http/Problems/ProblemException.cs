namespace Tandem.AspNetCore.Http.Problems;

/// <summary>Stops a handler of the application with an error of Tandem's. Where nothing of Tandem catches it, the framework knows its status.</summary>
internal sealed class ProblemException(ErrorCode error) : BadHttpRequestException(error.Title, error.Status)
{
    /// <summary>What the client is told.</summary>
    public ErrorCode Error => error;
}
