using Microsoft.AspNetCore.Http;

using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Gives each request an id of its own and returns it as <c>X-Request-Id</c>. What a client sends by that name is not used.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, SecureRandom random)
{
    public const string Header = "X-Request-Id";

    public Task InvokeAsync(HttpContext context)
    {
        Span<byte> id = stackalloc byte[12];
        random.FillName(id);
        context.TraceIdentifier = Convert.ToHexStringLower(id);
        context.Response.Headers[Header] = context.TraceIdentifier;
        return next(context);
    }
}
