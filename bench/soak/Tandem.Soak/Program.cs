using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Tandem.Processes.Testing;
using Tandem.Soak;
using Tandem.Soak.Contenders;
using Tandem.Soak.Log;

var minutes = new Option<double>("--minutes") { Description = "Length of the run", DefaultValueFactory = _ => 3, HelpName = "N" };
var seed = new Option<int>("--seed") { Description = "What people do, and which replies are lost, follow from it", DefaultValueFactory = _ => 1, HelpName = "N" };
var visitors = new Option<int>("--visitors") { Description = "People on each side, with two to six tabs each", DefaultValueFactory = _ => 6, HelpName = "N" };
var data = new Option<string>("--data")
{
    Description = "Where the data is written",
    DefaultValueFactory = _ => Repository.PathOf("bench", "soak", "data"),
    HelpName = "DIR",
};
var root = new RootCommand("Tabs, lost replies and short tokens: how often are people signed out?") { minutes, seed, visitors, data };
root.SetAction(async parsed =>
{
    var plan = new SoakPlan
    {
        Duration = TimeSpan.FromMinutes(parsed.GetRequiredValue(minutes)),
        Seed = parsed.GetRequiredValue(seed),
        Visitors = parsed.GetRequiredValue(visitors),
    };
    var results = await SoakRun.RunAsync(plan, [Contender.Tandem, Contender.ByHand, Contender.OneFlight]);
    SoakData.Write(parsed.GetRequiredValue(data), plan, results);
    foreach (var result in results)
    {
        Console.WriteLine(JsonSerializer.Serialize(Totals.Of(result), JsonSerializerOptions.Web));
        foreach (var fault in result.Faults.Concat(result.LostTabs).Take(10))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {fault}"));
    }

    return results[0] is { LostTabs.Count: 0 } tandem && tandem.Count(SoakEventKind.SignedOut) == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
