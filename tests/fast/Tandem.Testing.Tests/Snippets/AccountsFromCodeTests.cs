// Snippets are written as a reader would write them, who has no token to give up by.
#pragma warning disable xUnit1051

using System.Buffers.Binary;
using System.Net;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Tandem.Accounts;
using Tandem.AspNetCore;
using Tandem.AspNetCore.AccessTokens;
using Tandem.Passwords;
using Tandem.SecurityEvents;

namespace Tandem.Testing.Tests.Snippets;

/// <summary>C# of <c>docs/guides/accounts-from-code.md</c>.</summary>
public sealed class AccountsFromCodeTests(TandemApplicationFactory<Program> shop) : IClassFixture<TandemApplicationFactory<Program>>
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    private AccountService Accounts => shop.Tandem.Services.GetRequiredService<AccountService>();

    private PasswordHasher Hasher => shop.Tandem.Services.GetRequiredService<PasswordHasher>();

    [Fact]
    public async Task Somebody_signs_up_by_an_endpoint_of_the_application()
    {
        using var kit = new TandemTestKit();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        kit.AddTo(builder.Services);
        await using var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        #region an account
        app.MapPost("/api/users", async (SignUp form, AccountService accounts, PasswordHasher hasher, CancellationToken cancellationToken) =>
        {
            if (!EmailAddress.IsValid(form.Email) || form.Password.Length < 12)
                return Results.BadRequest();

            using var slot = await hasher.AcquireAsync(cancellationToken);
            var hash = await slot.HashAsync(Encoding.UTF8.GetBytes(form.Password));
            var account = await accounts.CreateAsync(
                new NewAccount(form.Email, DisplayName: form.Name, Roles: ["user"], EmailVerified: false, PasswordHash: hash),
                Caller.Local, cancellationToken);
            return account is null ? Results.Conflict() : Results.Created($"/api/users/{account.Id}", account.Id);
        }).RequireRole("admin");
        #endregion
        await app.StartAsync(cancellationToken);
        using var admin = await kit.SignInAsync("admin");

        using var created = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            admin.Http, "/api/users", new SignUp("ada@example.com", "Ada", TandemTestKit.Password), cancellationToken);
        using var again = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            admin.Http, "/api/users", new SignUp("ADA@example.com", "Ada", TandemTestKit.Password), cancellationToken);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], [created.StatusCode, again.StatusCode]);
        var account = await kit.Services.GetRequiredService<AccountService>().FindByEmailAsync("Ada@Example.com", cancellationToken);
        (await kit.SignInAsync(account!)).Dispose();
    }

    [Fact]
    public async Task An_account_is_changed()
    {
        await shop.Tandem.CreateAccountAsync("change@example.com", roles: ["user"]);
        var (accounts, passwords) = (Accounts, shop.Tandem.Services.GetRequiredService<PasswordService>());
        const string address = "change@example.com";
        #region changes
        var account = await accounts.FindByEmailAsync(address, cancellationToken)
            ?? throw new InvalidOperationException($"Nobody has the address {address}.");

        await accounts.SetRolesAsync(account, ["user", "support"], Caller.Local, cancellationToken);
        await passwords.ResetAsync(account, Encoding.UTF8.GetBytes("another horse battery staple"), Caller.Local, cancellationToken);
        await accounts.UnlockAsync(account, Caller.Local, cancellationToken);
        await accounts.DisableAsync(account, Caller.Local, cancellationToken);
        await accounts.EnableAsync(account, Caller.Local, cancellationToken);
        #endregion
        using var signedIn = await shop.Tandem.SignInAsync(account, "another horse battery staple");
        Assert.Equal("All refunds", await signedIn.Http.GetStringAsync("/api/refunds", cancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Tandem.SignInAsync(account));
    }

    [Fact]
    public async Task All_accounts_are_listed()
    {
        await shop.Tandem.CreateAccountAsync("list@example.com");
        var (accounts, found) = (Accounts, new List<string>());
        #region all accounts
        Account? last = null;
        while (await accounts.ListAsync(last, limit: 100, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var account in page)
                found.Add(account.Email);
            last = page[^1];
        }
        #endregion
        Assert.Contains("list@example.com", found);
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$", false)]
    [InlineData("$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", false)]
    public void A_hash_that_nothing_can_verify_is_known_as_such(string hash, bool canVerify) => Assert.Equal(canVerify, Hasher.CanVerify(hash));

    [Fact]
    public async Task Accounts_of_Identity_keep_their_passwords()
    {
        var identity = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        var rows = new[] { (Email: "grace@example.com", PasswordHash: identity.HashPassword(new object(), "a password of before")) };
        var (accounts, hasher) = (Accounts, Hasher);
        #region an import
        foreach (var (email, identityHash) in rows)
        {
            var hash = FromIdentity(identityHash);
            if (hash is null || !hasher.CanVerify(hash))
                Console.WriteLine($"{email} needs a new password.");

            var known = hash is not null && hasher.CanVerify(hash) ? hash : null;
            var account = new NewAccount(email, DisplayName: null, Roles: ["user"], EmailVerified: true, PasswordHash: known);
            if (await accounts.CreateAsync(account, Caller.Local, cancellationToken) is null)
                Console.WriteLine($"{email} has an account already.");
        }
        #endregion
        var grace = await accounts.FindByEmailAsync("grace@example.com", cancellationToken);
        (await shop.Tandem.SignInAsync(grace!, "a password of before")).Dispose();
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Tandem.SignInAsync(grace!, "a password of after."));
        // Once more, now that the sign-in has made the hash anew.
        (await shop.Tandem.SignInAsync(grace!, "a password of before")).Dispose();
    }

    [Fact]
    public void Hashes_of_Identity_with_another_function_are_not_taken_for_it()
    {
        var older = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 }));

        Assert.Null(FromIdentity(older.HashPassword(new object(), "a password of before")));
        Assert.Null(FromIdentity("AQ=="));
    }

    #region hashes of Identity
    // Version 3 of ASP.NET Core Identity: a format mark 1, then the function, rounds and length of the salt in four bytes each, salt and hash.
    private static string? FromIdentity(string identityHash)
    {
        const uint hmacSha512 = 2;
        var bytes = Convert.FromBase64String(identityHash).AsSpan();
        if (bytes.Length < 13 || bytes[0] != 1 || BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) != hmacSha512)
            return null;
        var rounds = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]);
        var saltLength = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]);
        var salt = Convert.ToBase64String(bytes.Slice(13, saltLength)).TrimEnd('=');
        var hash = Convert.ToBase64String(bytes[(13 + saltLength)..]).TrimEnd('=');
        return $"$pbkdf2-sha512$i={rounds}${salt}${hash}";
    }
    #endregion

    private sealed record SignUp(string Email, string Name, string Password);
}
