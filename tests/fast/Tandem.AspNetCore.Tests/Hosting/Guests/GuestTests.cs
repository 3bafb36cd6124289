using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.Tests.Hosting.Guests;

/// <summary>
/// An application answers on its own endpoints, and where it has none, byte for byte as it did before Tandem was added: its errors, headers,
/// documents and ways to sign in are its own.
/// </summary>
public sealed class GuestTests
{
    public static MatrixTheoryData<string, bool, Place> Applications => new(
        [Environments.Development, Environments.Production], [true, false], [Place.First, Place.BehindErrorPages, Place.Last, Place.LastOfServicesToo]);

    [Theory]
    [MemberData(nameof(Applications))]
    public async Task An_application_answers_the_same_with_and_without_tandem(string environment, bool hasErrorPages, Place place)
    {
        var without = await RecordAsync(environment, hasErrorPages, Place.None);
        var with = await RecordAsync(environment, hasErrorPages, place);

        Assert.True(without.Count >= 60);
        var different = without.Zip(with).Where(pair => pair.First != pair.Second)
            .Select(pair => $"--- without\n{Start(pair.First)}\n--- with\n{Start(pair.Second)}").ToList();
        Assert.True(different.Count == 0, $"{different.Count} of {without.Count}\n{string.Join("\n\n", different)}");
    }

    // A comparison that would not notice anything is worth nothing.
    [Fact]
    public async Task The_recording_has_what_it_claims_to_compare()
    {
        var pages = await RecordAsync(Environments.Production, true, Place.None);
        Assert.Contains(pages, page => page.Contains("<h1>The shop's error page</h1>", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("<h1>The shop's page for 404</h1>", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.StartsWith("GET /limited  \n503", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("Location: http://shop.example.com/login?ReturnUrl=", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("Access-Control-Allow-Origin: https://partner.example", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("\"openapi\": \"3.", StringComparison.Ordinal));

        var plain = await RecordAsync(Environments.Development, false, Place.None);
        Assert.Contains(plain, page => page.Contains("The shop is broken.", StringComparison.Ordinal) && page.Contains("<title>Internal Server Error</title>", StringComparison.Ordinal));
    }

    private static string Start(string response) => response.Length <= 3_000 ? response : response[..3_000] + "…";

    private static async Task<IReadOnlyList<string>> RecordAsync(string environment, bool hasErrorPages, Place place)
    {
        var folder = Directory.CreateTempSubdirectory("tandem-guest-");
        try
        {
            var files = folder.CreateSubdirectory("files");
            var style = Path.Combine(files.FullName, "site.css");
            await File.WriteAllTextAsync(style, "body { color: black }");
            File.SetLastWriteTimeUtc(style, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            await using var app = ExistingApplication.Build(folder.FullName, environment, hasErrorPages, place);
            return await Recording.OfAsync(app);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
