using System.CommandLine;

using Tandem.AccessTokens;
using Tandem.Bench.Micro;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.Bench.Commands;

/// <summary><c>micro</c>: what the parts of a request take by themselves.</summary>
internal static class MicroCommand
{
    private const string Issuer = "https://tandem.example.com";

    public static Command Create()
    {
        var command = new Command("micro", "What signing, verifying, parsing and deciding take, on one thread.") { LoadOptions.Data };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        await using var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken);
        await using var rsa = await OpenedInstallation.OpenAsync(Path.Combine(folder.Path, "rsa"), cancellationToken, SigningAlgorithm.Rs256);
        var now = installation.Get<InstallationClock>().UtcNow;
        var settings = new AccessTokenSettings { Issuer = Issuer, Audience = Issuer };
        var keys = new FixedKeyRing(installation.SigningKeys);
        var issuer = new AccessTokenIssuer(settings, keys, SecureRandom.System);
        var validator = new AccessTokenValidator(settings, keys);
        var format = installation.RefreshTokens;

        var token = new RefreshToken(
            0, SecureRandom.System.Identifier(), 41, now, now + TimeSpan.FromDays(7), SecureRandom.System.Bytes(RefreshToken.SecretLength));
        var account = Sample.Account(SecureRandom.System.Identifier(), 0, now);
        var counters = new RotationState(41, 40, 40, now - TimeSpan.FromMinutes(14), 40);
        var stored = new StoredSession(Sample.Session(token.SessionId, account, token.HashSecret(), counters, ClientInfo.None, now - TimeSpan.FromDays(1)), account);
        var policy = new SessionPolicy();
        var grant = AccessTokenGrant.For(stored, 42);
        var accessToken = issuer.Issue(grant, now).Value;
        var rsaKeys = new FixedKeyRing(rsa.SigningKeys);
        var rsaIssuer = new AccessTokenIssuer(settings, rsaKeys, SecureRandom.System);
        var rsaToken = rsaIssuer.Issue(grant, now).Value;
        var refreshToken = format.Encode(token);

        var table = new MarkdownTable("operation", "µs", "bytes allocated");
        foreach (var one in (Timing[])
        [
            Timing.Of("issue an access token (ES256)", () => issuer.Issue(grant, now)),
            Timing.Of("validate an access token (ES256)", () => new AccessTokenValidator(settings, keys).Validate(accessToken, now)),
            Timing.Of("validate it again", () => validator.Validate(accessToken, now)),
            Timing.Of("issue an access token (RS256)", () => rsaIssuer.Issue(grant, now)),
            Timing.Of("validate an access token (RS256)", () => new AccessTokenValidator(settings, rsaKeys).Validate(rsaToken, now)),
            Timing.Of("read a refresh token", () => format.TryParse(refreshToken, now, out _)),
            Timing.Of("write a refresh token", () => format.Encode(token)),
            Timing.Of("decide", () => RotationDecision.Decide(stored, token, now, policy)),
        ])
            table.Add(one.Name, one.Microseconds, one.AllocatedBytes);
        Console.WriteLine($"{MachineFacts.Describe()}.");
        Console.WriteLine();
        table.Write(Console.Out);
    }
}
