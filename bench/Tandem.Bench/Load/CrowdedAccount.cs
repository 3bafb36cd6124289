using System.Net.Http.Headers;
using System.Text;

using Tandem.Accounts;
using Tandem.Bench.Seeding;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Load;

/// <summary>An account with many sessions, and what its owner or an operator does.</summary>
internal sealed class CrowdedAccount : IDisposable
{
    private const string Password = "correct horse battery";
    private const int Batch = 4096;

    private readonly OpenedInstallation installation;
    private readonly ServerTokens tokens;
    private readonly HttpClient http;
    private readonly Guid id;
    private string? next;

    private CrowdedAccount(OpenedInstallation installation, Uri server, Guid id)
    {
        this.installation = installation;
        tokens = ServerTokens.Of(installation);
        http = new HttpClient { BaseAddress = server };
        this.id = id;
    }

    public void Dispose() => http.Dispose();

    public static async Task<CrowdedAccount> CreateAsync(OpenedInstallation installation, Uri server, int sessions, CancellationToken cancellationToken)
    {
        string hash;
        using (var slot = await installation.Get<PasswordHasher>().AcquireAsync(cancellationToken))
            hash = await slot.HashAsync(Encoding.UTF8.GetBytes(Password));
        var now = installation.Get<InstallationClock>().UtcNow;
        var id = SecureRandom.System.Identifier();
        var account = Sample.Account(id, 0, now) with { Email = $"{id:n}@example.com" };
        var created = new AccountCreated(id, account.Roles) { At = now, Context = EventContext.Local };
        await installation.Get<IAccountStore>().TryCreateAsync(account, account.Email, hash, created, cancellationToken);
        for (var first = 0; first < sessions; first += Batch)
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(Batch, sessions - first)).Select(_ =>
            {
                var session = Sample.Session(SecureRandom.System.Identifier(), account, SecureRandom.System.Bytes(32), RotationState.Initial, ClientInfo.None, now);
                var signedIn = new LoginSucceeded(id, session.Id, ["pwd"]) { At = now, Context = EventContext.Local };
                return installation.Get<ISessionStore>().InsertAsync(session, null, signedIn, cancellationToken);
            }));
        }

        return new CrowdedAccount(installation, server, id);
    }

    /// <summary>Reads the next page of its sessions.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, next ?? "/api/auth/sessions", null, cancellationToken);
        next = response.Headers.TryGetValues("Link", out var links) && links.Single() is var link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
    }

    /// <summary>Signs out everywhere.</summary>
    public async Task EndAllAsync(CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, "/api/auth/logout-all", null, cancellationToken)).Dispose();

    /// <summary>Changes its password, to the same.</summary>
    public async Task ChangePasswordAsync(CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(new { currentPassword = Password, newPassword = Password });
        (await SendAsync(HttpMethod.Post, "/api/auth/password/change", body, cancellationToken)).Dispose();
    }

    /// <summary>Is disabled and enabled again, as by the command line: by another process than the server's.</summary>
    public async Task DisableAsync(CancellationToken cancellationToken)
    {
        var accounts = installation.Get<AccountService>();
        var account = await FindAsync(cancellationToken);
        await accounts.DisableAsync(account, Caller.Local, cancellationToken);
        await accounts.EnableAsync(account, Caller.Local, cancellationToken);
    }

    private async Task<Account> FindAsync(CancellationToken cancellationToken) =>
        await installation.Get<IAccountStore>().FindAsync(id, cancellationToken) ?? throw new InvalidOperationException("The account is gone.");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue(http.BaseAddress!, await FindAsync(cancellationToken)));
        var response = await http.SendAsync(request, cancellationToken);
        return response.EnsureSuccessStatusCode();
    }
}
