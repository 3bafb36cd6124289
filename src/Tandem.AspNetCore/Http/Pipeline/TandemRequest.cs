using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>What Tandem keeps of a request while it is answered: its id, and whether answering it is Tandem's business.</summary>
/// <param name="random">Makes the id.</param>
internal sealed class TandemRequest(SecureRandom random)
{
    private string? id;
    private Action<HttpContext>? authenticated;

    /// <summary>
    /// Whether the request is for one of Tandem's endpoints, or the server is Tandem's alone. Any other gets its errors, headers and ids from
    /// the application, as if Tandem were not there.
    /// </summary>
    public required bool IsTandems { get; set; }

    /// <summary>Whether its line of the log is taken care of: an application that has an error page runs the stages again for it.</summary>
    public bool IsLogged { get; set; }

    /// <summary>Made when it is first asked for: most requests of an application never need it.</summary>
    public string Id => id ??= MakeId(random);

    /// <summary>The id of a request in events, logs and problem documents. A resource server has none of its own.</summary>
    public static string IdOf(HttpContext context) => context.Features.Get<TandemRequest>()?.Id ?? context.TraceIdentifier;

    /// <summary>Whether a request that Tandem authenticates is the application's to answer.</summary>
    public static bool IsApplications(HttpContext context) => context.Features.Get<TandemRequest>() is { IsTandems: false };

    /// <summary>Says what to do when the application authenticates the request, later than Tandem's stages would.</summary>
    public void WhenAuthenticated(Action<HttpContext> then) => authenticated = then;

    /// <summary>Tells that a scheme of Tandem accepted whoever asks.</summary>
    public static void Authenticated(HttpContext context)
    {
        if (context.Features.Get<TandemRequest>() is not { authenticated: { } then } request)
            return;
        request.authenticated = null;
        then(context);
    }

    private static string MakeId(SecureRandom random)
    {
        Span<byte> bytes = stackalloc byte[12];
        random.FillName(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

/// <summary>Marks a server that is Tandem's alone: what is no endpoint at all is answered by Tandem too.</summary>
internal sealed record TandemAlone;
