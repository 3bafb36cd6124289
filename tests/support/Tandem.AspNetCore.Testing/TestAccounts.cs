using System.Collections.Concurrent;
using System.Text;

using Tandem.Accounts;
using Tandem.Passwords;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Testing;

/// <summary>Makes accounts as the command line does, without asking.</summary>
public static class TestAccounts
{
    /// <summary>The password of accounts whose password does not matter.</summary>
    public const string Password = "correct horse battery staple";

    // A hash is made to be slow; accounts of a test run may share one, of the kind that their host makes.
    private static readonly ConcurrentDictionary<(string Password, string Kind), Task<string>> Hashes = new();

    /// <summary>Creates an account with an address of its own.</summary>
    public static async Task<Account> CreateAccountAsync(
        this TandemHost host, string? email = null, string? password = Password, IReadOnlyList<string>? roles = null)
    {
        email ??= $"{Guid.NewGuid():N}@example.com";
        var hash = password is null ? null : await Hashes.GetOrAdd((password, KindOf(host)), key => HashAsync(host, key.Password));
        return await host.Get<AccountService>()
            .CreateAsync(new NewAccount(email, null, roles ?? ["user"], true, hash), Caller.Local, CancellationToken.None)
            ?? throw new InvalidOperationException($"{email} has an account already.");
    }

    /// <summary>Creates an account and signs it in.</summary>
    public static async Task<ApiResponse> SignInAsync(
        this TandemHost host, string? delivery = null, bool? rememberMe = null, IReadOnlyList<string>? roles = null)
    {
        var account = await host.CreateAccountAsync(roles: roles);
        var answer = await host.LoginAsync(account.Email, delivery: delivery, rememberMe: rememberMe);
        return answer.Status == 200 ? answer
            : throw new InvalidOperationException($"Sign-in failed: {answer.Status} {answer.Body} {answer.Fault}");
    }

    // Algorithm and parameters: everything before salt and hash.
    private static string KindOf(TandemHost host) => string.Join('$', host.Get<PasswordHasher>().DummyHash.Split('$')[..^2]);

    private static async Task<string> HashAsync(TandemHost host, string password)
    {
        using var slot = await host.Get<PasswordHasher>().AcquireAsync(CancellationToken.None);
        return await slot.HashAsync(Encoding.UTF8.GetBytes(password));
    }
}
