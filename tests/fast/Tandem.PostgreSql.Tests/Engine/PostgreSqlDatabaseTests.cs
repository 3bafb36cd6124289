using Microsoft.Extensions.DependencyInjection;

using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.PostgreSql.Tests.Engine;

/// <summary>Opening a database, and what is said of settings that name none.</summary>
public sealed class PostgreSqlDatabaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_that_start_at_once_on_an_empty_database_make_one_installation()
    {
        var settings = new StorageSettings("postgresql", SharedServer.MakeSchema(), "");
        var programs = Enumerable.Range(0, 8).Select(_ => Build(settings)).ToList();

        await Task.WhenAll(programs.Select(program => program.GetRequiredService<IStorageLifetime>().OpenAsync(Cancellation)));

        var ids = await Task.WhenAll(programs.Select(program => program.GetRequiredService<IInstallationStore>().InstallationIdAsync(Cancellation)));
        Assert.Single(ids.Distinct());
        foreach (var program in programs)
            await program.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_database_is_left_empty_where_one_is_expected_to_be_in_use()
    {
        var settings = new StorageSettings("postgresql", SharedServer.MakeSchema(), "") { WhyNotMade = "It should be there." };
        await using (var refused = Build(settings))
        {
            var error = await Assert.ThrowsAsync<StorageConfigurationException>(() => refused.GetRequiredService<IStorageLifetime>().OpenAsync(Cancellation));
            Assert.EndsWith("holds no installation. It should be there.", error.Message, StringComparison.Ordinal);
        }

        await using var made = Build(settings with { WhyNotMade = null });
        await made.GetRequiredService<IStorageLifetime>().OpenAsync(Cancellation);
        await using var opened = Build(settings);
        await opened.GetRequiredService<IStorageLifetime>().OpenAsync(Cancellation);
        Assert.EndsWith("schema version 1", opened.GetRequiredService<IStorageLifetime>().Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Database=tandem")]
    [InlineData("Hst=127.0.0.1;Password=hidden")]
    [InlineData("Host=127.0.0.1;Port=hidden")]
    public async Task Settings_that_name_no_server_are_refused_without_what_they_hold(string connectionString)
    {
        await using var services = Build(new("postgresql", connectionString, ""));

        var error = Assert.Throws<StorageConfigurationException>(() => services.GetRequiredService<IStorageLifetime>());

        Assert.Contains("Write, for example, Host=", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_trouble_and_its_password_is_not_told()
    {
        await using var services = Build(new("postgresql", "Host=127.0.0.1;Port=1;Username=tandem;Password=hidden", ""));
        var storage = services.GetRequiredService<IStorageLifetime>();

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => storage.OpenAsync(Cancellation));

        Assert.StartsWith("The database cannot be reached.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error + storage.Describe(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(StorageSettings settings) => new ServiceCollection().AddSingleton(settings).AddTandemPostgreSql().BuildServiceProvider();
}
