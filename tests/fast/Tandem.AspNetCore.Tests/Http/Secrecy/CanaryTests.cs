using System.Text;

using Tandem.AspNetCore.Tests.Tickets;
using Tandem.MasterKeys;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Http.Secrecy;

/// <summary>
/// Secrets used in a scenario are looked for in everything that is kept: logs of every level and category, and the data folder.
/// D1, D12, J3, V37.
/// </summary>
[Trait("requirement", "J3")]
public sealed class CanaryTests
{
    private const string Password = "canary-password-7f3a9c";
    private const string WrongPassword = "canary-wrong-password-51";

    [Fact]
    public async Task No_password_and_no_token_is_in_a_log_or_in_the_data_folder()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?> { ["Tandem:RefreshToken:Delivery"] = "cookie,body" },
            Services = FailingSessionStore.AddTo,
            Map = TicketFixture.Map,
        });
        var secrets = await PlayAsync(host);

        var logs = string.Join('\n', host.Logs.Lines);
        Assert.True(logs.Length > 10_000);
        Assert.DoesNotContain(secrets, secret => logs.Contains(secret, StringComparison.OrdinalIgnoreCase));

        var stored = ReadFolder(host.Folder);
        Assert.DoesNotContain(secrets, secret => Contains(stored, Encoding.UTF8.GetBytes(secret)));
        await host.StopAsync();
        Assert.DoesNotContain(secrets, secret => Contains(ReadFolder(host.Folder), Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    [Trait("requirement", "D1")]
    public async Task The_secret_inside_a_refresh_token_is_not_stored_in_any_form_but_its_hash()
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        Assert.Equal(
            RefreshTokenFault.None,
            RefreshTokenFormat.Of(host.Get<Installation>()).TryParse(signedIn.RefreshToken, host.Time.GetUtcNow(), out var token));

        var stored = ReadFolder(host.Folder);

        Assert.False(Contains(stored, token!.Secret.Span));
        Assert.False(Contains(stored, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(token.Secret.Span))));
        Assert.False(Contains(stored, Encoding.ASCII.GetBytes(Convert.ToBase64String(token.Secret.Span))));
        Assert.True(Contains(stored, token.HashSecret()));
    }

    private static async Task<List<string>> PlayAsync(TandemHost host)
    {
        var secrets = new List<string> { Password, WrongPassword };
        var account = await host.CreateAccountAsync(password: Password);
        await host.LoginAsync(account.Email, WrongPassword);
        await host.LoginAsync("unknown@example.com", WrongPassword);
        await host.SendAsync(
            new ApiRequest("POST", "/api/auth/login").Body($$"""{"email":"a@example.com","password":"{{WrongPassword}}" """));
        await host.SendAsync(
            new ApiRequest("POST", "/api/auth/login")
                .Body($"email=a@example.com&password={WrongPassword}", "application/x-www-form-urlencoded"));

        var first = Keep(await host.LoginAsync(account.Email, Password));
        var body = Keep(await host.LoginAsync(account.Email, Password, delivery: "body"));
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var second = Keep(await host.RefreshAsync(first.RefreshToken));
        Keep(await host.RefreshByBodyAsync(body.RefreshToken!));
        await host.MeAsync(second.AccessToken);
        await host.SendAsync(new ApiRequest("GET", $"/app/open?token={second.AccessToken}"));
        await host.SendAsync(new ApiRequest("GET", "/app/broken").Bearer(second.AccessToken).Cookie(second.RefreshToken));
        await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(second.AccessToken));
        await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(second.RefreshToken).Origin("https://evil.example"));
        await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(second.RefreshToken + "x"));
        await host.MeAsync(second.AccessToken + "x");

        foreach (var path in new[] { TicketFixture.Download, "/ticketed/admin", "/api/me", "/app/broken" })
        {
            foreach (var name in new[] { "ticket", "access_token" })
            {
                var ticket = await host.TicketAsync(second.AccessToken);
                secrets.Add(ticket["tandem_ticket_".Length..]);
                await host.GetAsync($"{path}?{name}={ticket}&x=1", second.AccessToken);
                await host.GetAsync($"{path}?{name}={ticket}");
                await host.GetAsync($"{path}?{name}={ticket}");
                await host.GetAsync(path, ticket);
            }
        }

        var store = host.Get<FailingSessionStore>();
        store.Away = true;
        await host.RefreshAsync(second.RefreshToken);
        await host.LogoutAsync(second.RefreshToken);
        store.Away = false;

        host.Time.Advance(TimeSpan.FromMinutes(2));
        var third = Keep(await host.RefreshAsync(second.RefreshToken));
        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");
        await host.MeAsync(third.AccessToken);
        await host.LogoutAsync(third.RefreshToken);
        return secrets;

        // Of a token also its parts: the signature, and the stretch of a refresh token that holds its secret.
        ApiResponse Keep(ApiResponse answer)
        {
            answer.ShouldBe(200);
            secrets.Add(answer.AccessToken.Split('.')[2]);
            secrets.Add(answer.RefreshToken!);
            secrets.Add(answer.RefreshToken![52..94]);
            return answer;
        }
    }

    private static byte[] ReadFolder(string folder)
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.CopyTo(all);
        }

        return all.ToArray();
    }

    private static bool Contains(byte[] content, ReadOnlySpan<byte> part) => content.AsSpan().IndexOf(part) >= 0;
}
