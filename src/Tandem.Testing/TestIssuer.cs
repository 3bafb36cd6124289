using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.AccessTokens;
using Tandem.AspNetCore;
using Tandem.Platform;
using Tandem.SigningKeys;

namespace Tandem.Testing;

/// <summary>
/// An issuer of access tokens for tests of resource servers: Tandem itself on a free port of 127.0.0.1, with real keys, and with metadata
/// and JWKS over HTTP. It signs whatever the test asks for, without accounts. Safe for any number of threads.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly TandemTestKit kit;
    private readonly WebApplication app;
    private volatile bool isAway;

    private TestIssuer(TandemTestKit kit)
    {
        this.kit = kit;
        app = Build();
    }

    /// <summary>The issuer, as in <c>iss</c>: the authority of <c>AddTandemBearer</c>.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>Where its metadata are (RFC 8414): the <c>MetadataAddress</c> of <c>AddJwtBearer</c>.</summary>
    public string MetadataAddress => Authority + "/.well-known/oauth-authorization-server";

    /// <summary>Its clock, which only the test moves. Give it to the resource server, too.</summary>
    public ManualTimeProvider Time => kit.Time;

    /// <summary>Whether it answers everything with 503, as while it is down.</summary>
    public bool IsAway { get => isAway; set => isAway = value; }

    /// <summary>Starts one.</summary>
    /// <param name="time">Its clock; null for one that stands still at the whole second of now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TestIssuer> StartAsync(ManualTimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var issuer = new TestIssuer(new TandemTestKit(time));
        try
        {
            await issuer.app.StartAsync(cancellationToken);
            issuer.Authority = issuer.Get<AccessTokenSettings>().Issuer;
            return issuer;
        }
        catch
        {
            await issuer.DisposeAsync();
            throw;
        }
    }

    /// <summary>An access token with these roles, valid from now for 15 minutes.</summary>
    public string IssueAccessToken(params string[] roles) => IssueAccessToken(new TestToken { Roles = roles });

    /// <summary>An access token that says this, right or wrong, signed with the active key.</summary>
    public string IssueAccessToken(TestToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var usual = Get<AccessTokenSettings>();
        var settings = usual with
        {
            Issuer = token.Issuer ?? usual.Issuer,
            Audience = token.Audience ?? usual.Audience,
            Lifetime = token.Lifetime,
            IncludeEmail = token.Email is not null,
        };
        var issuedAt = token.IssuedAt ?? Time.GetUtcNow();
        var grant = new AccessTokenGrant
        {
            Subject = token.Subject,
            SessionId = Guid.NewGuid(),
            Generation = 1,
            Epoch = 1,
            Roles = token.Roles,
            AuthenticatedAt = issuedAt,
            AuthenticationMethods = ["pwd"],
            Email = token.Email,
        };
        return new AccessTokenIssuer(settings, Get<IKeyRingSource>(), Get<SecureRandom>()).Issue(grant, issuedAt).Value;
    }

    /// <summary>Signs with the announced key from now on, and announces another. Tokens of the former key are still good.</summary>
    public async Task RotateKeysAsync(CancellationToken cancellationToken = default)
    {
        await Get<SigningKeyRotator>().RotateAsync(immediately: true, cancellationToken);
        await Get<KeyRingService>().FollowAsync(cancellationToken);
    }

    /// <summary>Erases the key that signs, as after a theft: it is published no more, and its tokens are good for nothing.</summary>
    public async Task RevokeKeyAsync(CancellationToken cancellationToken = default)
    {
        await Get<SigningKeyRotator>().RevokeAsync(Get<IKeyRingSource>().Current.Active.KeyId, cancellationToken);
        await Get<KeyRingService>().FollowAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        kit.Dispose();
    }

    private T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = kit.DataFolder });
        // Nothing that the test's own environment says is meant for it.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        kit.AddTo(builder.Services);

        var built = builder.Build();
        built.Use((HttpContext context, RequestDelegate next) =>
        {
            if (!isAway)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        built.UseTandem();
        built.MapTandem().Discovery();
        return built;
    }
}
