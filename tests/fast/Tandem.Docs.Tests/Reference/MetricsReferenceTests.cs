using System.Diagnostics.Metrics;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.Docs.Tests.Markdown;
using Tandem.Passwords;
using Tandem.Platform;

namespace Tandem.Docs.Tests.Reference;

public sealed class MetricsReferenceTests
{
    [Fact]
    public void The_reference_has_the_instruments_of_the_meter_and_no_others()
    {
        var published = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "Tandem")
                published.Add(instrument.Name);
        };
        listener.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<PasswordHasher>();
        services.GetRequiredService<IStorageLifetime>();
        // Not public: nothing outside counts by it.
        services.GetRequiredService(Type.GetType("Tandem.AspNetCore.Hosting.Metrics.TandemMetrics, Tandem.AspNetCore", throwOnError: true)!);

        var documented = MarkdownFile.Read("docs/reference/metrics.md").Headings.Select(heading => heading.Trim('`'))
            .Where(heading => heading.StartsWith("tandem.", StringComparison.Ordinal));

        Assert.Equal(published.Order(), documented.Order());
    }
}
