using Tandem.Processes.Testing;
using Tandem.Server.Tests.Backups;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>Master key and signing keys are replaced while tabs race with one token. K4, D3.</summary>
[Trait("requirement", "K4")]
public sealed class RacingRefreshTests(ITestOutputHelper output) : IDisposable
{
    private const int Replacements = 3, Sessions = 4;

    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    public async Task Keys_that_are_replaced_in_the_middle_of_races_refuse_no_tab(string delivery)
    {
        await tandem.CreateUserAsync("ada@example.com");
        // A race each half a second hands out a token.
        await using var server = await tandem.ServeAsync(
            "--Tandem:RefreshToken:Leeway=00:00:00.250", "--Tandem:RefreshToken:Delivery:0=cookie", "--Tandem:RefreshToken:Delivery:1=body");
        var sessions = Enumerable.Range(0, Sessions).Select(_ => new RacingTabs(server, delivery)).ToList();
        foreach (var session in sessions)
            await session.SignInAsync("ada@example.com");

        var isOver = false;
        var racing = Task.WhenAll(sessions.Select(session => session.RaceAsync(() => Volatile.Read(ref isOver))));
        for (var replacement = 0; replacement < Replacements; replacement++)
        {
            await tandem.SucceedAsync("keys", "master", "rotate");
            await tandem.SucceedAsync("keys", "rotate", "--now");
            var before = sessions.Select(session => session.Generation).ToList();
            // Whoever holds a token of the key before is given one of the new key.
            await Eventually.IsTrueAsync(() => racing.IsCompleted || sessions.Zip(before).All(pair => pair.First.Generation >= pair.Second + 2));
        }

        Volatile.Write(ref isOver, true);
        await racing;

        output.WriteLine($"{Replacements} replacements of each, {sessions.Sum(session => session.Races)} races, {sessions.Sum(session => session.Generation)} tokens.");
        Assert.Empty(sessions.SelectMany(session => session.Complaints));
        Assert.Equal("0", await Sql.RunAsync(tandem.DataFile("tandem.db"), "SELECT count(*) FROM events WHERE kind = 'refresh_token_reused'"));
    }
}
