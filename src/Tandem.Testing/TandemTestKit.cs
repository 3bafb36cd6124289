using System.Net;
using System.Net.Http.Json;
using System.Text;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

using Tandem.Accounts;
using Tandem.Argon2;
using Tandem.AspNetCore;
using Tandem.AspNetCore.CookieSessions;
using Tandem.Passwords;
using Tandem.SecurityEvents;

namespace Tandem.Testing;

/// <summary>
/// What a test has of an application with Tandem: its clock, a data folder of its own, accounts, and clients that are signed in. Add it to
/// the services of the application, in memory or on Kestrel; <see cref="TandemApplicationFactory{TEntryPoint}"/> does so by itself. Safe for
/// any number of threads.
/// </summary>
public sealed class TandemTestKit : IDisposable
{
    /// <summary>The password of accounts for which the test names none.</summary>
    public const string Password = "correct horse battery staple";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-test-");
    private IServiceProvider? services;

    /// <summary>Makes one for one application.</summary>
    /// <param name="time">The clock; null for one that stands still at the whole second of now.</param>
    public TandemTestKit(ManualTimeProvider? time = null) =>
        Time = time ?? new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));

    /// <summary>
    /// The clock of the application, which only the test moves. It begins at the machine's time, for libraries with a clock of their own.
    /// </summary>
    public ManualTimeProvider Time { get; }

    /// <summary>The folder with the database and the master key; deleted by <see cref="Dispose"/>.</summary>
    public string DataFolder => folder.FullName;

    /// <summary>Changes options after the application's configuration and code. Set it before the application starts.</summary>
    public Action<TandemOptions>? ConfigureOptions { get; set; }

    /// <summary>The services of the running application.</summary>
    /// <exception cref="InvalidOperationException">It has not started.</exception>
    public IServiceProvider Services =>
        services ?? throw new InvalidOperationException("The application has not started. Add the kit to its services and start it: kit.AddTo(builder.Services).");

    /// <summary>Where clients of the application send their requests.</summary>
    public Uri Address => TestAddress.Of(Services);

    /// <summary>
    /// Adds the kit: the clock in place of the machine's, a data folder of its own with a new master key, password hashes that cost little,
    /// and rate limits that no test reaches. Everything else is what the application set.
    /// </summary>
    public void AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        services.AddSingleton<IPostConfigureOptions<TandemOptions>>(provider =>
            new PostConfigureOptions<TandemOptions>(null, options => Configure(options, provider.GetService<IServer>())));
        var production = services.Where(service => service.ServiceType == typeof(IPasswordAlgorithm) && ImplementationOf(service) == typeof(Argon2idAlgorithm)).ToList();
        foreach (var service in production)
            services.Remove(service);
        services.AddSingleton<IPasswordAlgorithm>(new Argon2idAlgorithm(memoryKibibytes: 8, passes: 1));
        services.AddHostedService(provider => new Attachment(() => this.services = provider));
    }

    /// <summary>Creates an account.</summary>
    /// <param name="email">Its address; null for one that nobody else has.</param>
    /// <param name="password">Its password; null for none, and nobody can sign in by one.</param>
    /// <param name="displayName">Its name.</param>
    /// <param name="roles">Its roles.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The address has an account.</exception>
    public async Task<Account> CreateAccountAsync(
        string? email = null, string? password = Password, string? displayName = null, IReadOnlyList<string>? roles = null, CancellationToken cancellationToken = default)
    {
        email ??= $"{Guid.NewGuid():N}@example.com";
        string? hash = null;
        if (password is not null)
        {
            using var slot = await Services.GetRequiredService<PasswordHasher>().AcquireAsync(cancellationToken);
            hash = await slot.HashAsync(Encoding.UTF8.GetBytes(password));
        }

        return await Services.GetRequiredService<AccountService>()
            .CreateAsync(new NewAccount(email, displayName, roles ?? [], true, hash), Caller.Local, cancellationToken)
            ?? throw new InvalidOperationException($"{email} has an account already.");
    }

    /// <summary>An access token of a new account with these roles.</summary>
    public async Task<string> GetAccessTokenAsync(params string[] roles)
    {
        using var signedIn = await SignInAsync(roles);
        return signedIn.AccessToken;
    }

    /// <summary>A client that sends the access token of a new account with these roles, and keeps its refresh token.</summary>
    public async Task<SignedInClient> SignInAsync(params string[] roles) => await SignInAsync(await CreateAccountAsync(roles: roles));

    /// <summary>As <see cref="SignInAsync(string[])"/>, of an account that exists.</summary>
    /// <exception cref="InvalidOperationException">The sign-in was refused.</exception>
    public async Task<SignedInClient> SignInAsync(Account account, string password = Password)
    {
        ArgumentNullException.ThrowIfNull(account);
        var http = CreateClient();
        var basePath = Services.GetRequiredService<TandemOptions>().BasePath;
        using var response = await http.PostAsJsonAsync(basePath + "/login", new { email = account.Email, password });
        if (response.StatusCode == HttpStatusCode.OK)
            return await SignedInClient.ReadAsync(account, http, basePath, response);
        http.Dispose();
        throw new InvalidOperationException($"POST {basePath}/login answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>A browser with the session cookie of a new account with these roles, for server-rendered pages (<c>AddTandemSession</c>).</summary>
    public async Task<SignedInBrowser> SignInToPagesAsync(params string[] roles) => await SignInToPagesAsync(await CreateAccountAsync(roles: roles));

    /// <summary>As <see cref="SignInToPagesAsync(string[])"/>, of an account that exists.</summary>
    /// <exception cref="InvalidOperationException">The sign-in was refused, or the application has no cookie sessions.</exception>
    public async Task<SignedInBrowser> SignInToPagesAsync(Account account, string password = Password)
    {
        ArgumentNullException.ThrowIfNull(account);
        var signIn = Services.GetService<CookieSessionSignIn>()
            ?? throw new InvalidOperationException("The application has no cookie sessions: it does not call AddTandemSession().");
        await using var scope = Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Post;
        context.Request.Scheme = Address.Scheme;
        context.Request.Host = HostString.FromUriComponent(Address);
        var outcome = await signIn.SignInAsync(context, account.Email, password);
        if (outcome is not SignInOutcome.SignedIn)
            throw new InvalidOperationException($"The sign-in of {account.Email} ended as {outcome}.");
        var cookies = new CookieContainer();
        foreach (var cookie in context.Response.Headers.SetCookie)
            cookies.SetCookies(Address, cookie!);
        return new SignedInBrowser(account, CreateClient(cookies), cookies, Services);
    }

    /// <summary>A client that nobody is signed in with. It keeps cookies and follows no redirect.</summary>
    public HttpClient CreateClient() => CreateClient(new CookieContainer());

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private HttpClient CreateClient(CookieContainer cookies)
    {
        var network = Services.GetRequiredService<IServer>() is TestServer memory
            ? memory.CreateHandler()
            : new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false };
        return new HttpClient(new CookieContainerHandler(cookies) { InnerHandler = network }) { BaseAddress = Address };
    }

    private void Configure(TandemOptions options, IServer? server)
    {
        options.DataFolder = DataFolder;
        options.StorageConnectionString = "";
        options.MasterKey = options.MasterKeyFile = null;
        options.MetricsUrl = null;
        options.DrainDelay = TimeSpan.Zero;
        options.RateLimits.LoginPerAddress = options.RateLimits.RefreshPerAddress = 1_000_000;
        // In memory every address is served. A real server has the one that it listens on.
        if (server is not TestServer)
            options.PublicUrl = null;
        ConfigureOptions?.Invoke(options);
    }

    private static Type? ImplementationOf(ServiceDescriptor service) =>
        service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.GetType().GenericTypeArguments[1];

    /// <summary>Learns the services of the application when it starts.</summary>
    private sealed class Attachment(Action attach) : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            attach();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
