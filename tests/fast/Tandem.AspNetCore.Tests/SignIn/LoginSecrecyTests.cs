using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;

using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.SignIn;

/// <summary>Nobody learns from a refusal whether an account exists, is locked or is disabled. A9, A10, V25.</summary>
[Trait("requirement", "A10")]
public sealed partial class LoginSecrecyTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    public static TheoryData<string> Situations => ["wrong", "unknown", "locked", "disabled", "disabled, wrong", "without password"];

    [Theory]
    [MemberData(nameof(Situations))]
    [Trait("requirement", "A9")]
    public async Task Every_refusal_is_the_same_byte_for_byte(string situation)
    {
        var (reference, referencePassword) = await AccountInAsync("wrong");
        var (email, password) = await AccountInAsync(situation);

        var expected = await LoginRawAsync(reference, referencePassword);
        var actual = await LoginRawAsync(email, password);

        Assert.Equal(401, actual.Status);
        Assert.Equal(WithoutIds(expected), WithoutIds(actual));
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task Every_refusal_costs_one_evaluation(string situation)
    {
        var (email, password) = await AccountInAsync(situation);
        using var evaluations = new Evaluations(host);

        (await host.LoginAsync(email, password)).ShouldBe(401, "invalid_credentials");

        var evaluatedForReal = situation is "wrong" or "disabled" or "disabled, wrong";
        Assert.Equal([!evaluatedForReal], evaluations.Dummies);
    }

    [Fact]
    public async Task A_success_costs_one_evaluation_too()
    {
        var account = await host.CreateAccountAsync();
        using var evaluations = new Evaluations(host);

        (await host.LoginAsync(account.Email)).ShouldBe(200);

        Assert.Equal([false], evaluations.Dummies);
    }

    [Fact]
    [Trait("requirement", "A12")]
    public async Task An_empty_installation_has_no_account_to_sign_in_to()
    {
        await using var empty = await TandemHost.StartAsync();
        foreach (var name in new[] { "admin@localhost", "admin@example.com", "root@localhost", "tandem@tandem" })
        {
            foreach (var password in new[] { "admin", "password", "root", "tandem", "changeme" })
                (await empty.LoginAsync(name, password)).ShouldBe(401, "invalid_credentials");
        }
    }

    private async Task<(string Email, string Password)> AccountInAsync(string situation)
    {
        const string wrong = "wrong wrong wrong";
        if (situation == "unknown")
            return ($"{Guid.NewGuid():N}@example.com", wrong);
        var account = await host.CreateAccountAsync(password: situation == "without password" ? null : TestAccounts.Password);
        if (situation.StartsWith("disabled", StringComparison.Ordinal))
            await host.Get<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None);
        for (var failure = 0; failure < (situation == "locked" ? 5 : 0); failure++)
            await host.LoginAsync(account.Email, wrong);
        return (account.Email, situation is "locked" or "disabled" ? TestAccounts.Password : wrong);
    }

    private Task<ApiResponse> LoginRawAsync(string email, string password) => host.SendRawAsync(
        "POST /api/auth/login HTTP/1.1", ["Content-Type: application/json"],
        Encoding.UTF8.GetBytes($$"""{"email":"{{email}}","password":"{{password}}"}"""));

    private static string WithoutIds(ApiResponse answer)
    {
        var headers = answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}");
        return RequestId().Replace(string.Join('\n', headers) + "\n\n" + answer.Body, "id");
    }

    [GeneratedRegex("[0-9a-f]{24}")]
    private static partial Regex RequestId();

    /// <summary>Counts the password evaluations of one host, by whether they were for show.</summary>
    private sealed class Evaluations : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentQueue<bool> dummies = new();

        public Evaluations(TandemHost host)
        {
            var meters = host.Get<IMeterFactory>();
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "tandem.password.evaluations" && ReferenceEquals(instrument.Meter.Scope, meters))
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                for (; count > 0; count--)
                    dummies.Enqueue((bool)tags[0].Value!);
            });
            listener.Start();
        }

        public IEnumerable<bool> Dummies => dummies;

        public void Dispose() => listener.Dispose();
    }
}
