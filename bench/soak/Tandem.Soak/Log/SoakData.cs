using System.Text.Json;
using System.Text.Json.Serialization;

using Tandem.Bench.Report;
using Tandem.Soak.Contenders;

namespace Tandem.Soak.Log;

/// <summary>The data of a run: <c>run.json</c>, and a file for each contender with one event a line.</summary>
internal static class SoakData
{
    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly JsonSerializerOptions Page = new(Line) { WriteIndented = true };

    public static void Write(string folder, SoakPlan plan, IReadOnlyList<ContenderResult> results)
    {
        Directory.CreateDirectory(folder);
        var run = new
        {
            plan.Seed,
            Seconds = (int)plan.Duration.TotalSeconds,
            plan.Visitors,
            TabsOfEach = $"2 to {plan.MostTabs}",
            AccessTokenSeconds = (int)plan.TokenLife.TotalSeconds,
            plan.LossRate,
            Machine = MachineFacts.Describe(),
            Contenders = results.Select(Totals.Of),
        };
        File.WriteAllText(Path.Combine(folder, "run.json"), JsonSerializer.Serialize(run, Page) + "\n");
        foreach (var result in results)
        {
            var lines = result.Events.Select(one => JsonSerializer.Serialize(one, Line));
            File.WriteAllText(Path.Combine(folder, $"{result.Name}.json"), $"[\n{string.Join(",\n", lines)}\n]\n");
        }
    }
}
