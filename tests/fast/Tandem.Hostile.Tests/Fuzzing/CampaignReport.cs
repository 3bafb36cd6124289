using System.Globalization;
using System.Text;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>
/// What runs in the instrumented copy of this assembly: it is called by reflection, so only types of the framework go in and come out.
/// </summary>
internal static class CampaignReport
{
    /// <summary>Runs the corpus of a target and then a campaign.</summary>
    /// <returns>What was found, or null; and how much was tried, for the test's output.</returns>
    public static (string? Finding, string Summary) Run(string targetType, TimeSpan? duration, int seed, bool save)
    {
        var target = (FuzzTarget)Activator.CreateInstance(Type.GetType(targetType, throwOnError: true)!)!;
        var campaign = new Campaign(target, seed);
        var known = CorpusFolder.Read(target.Name).Select(entry => entry.Input).ToList();
        var found = campaign.Run(
            [.. target.Seeds, .. known], duration ?? TimeSpan.FromMinutes(1), duration is null ? known.Count + target.Inputs : long.MaxValue);
        var summary = string.Create(
            CultureInfo.InvariantCulture, $"{target.Name}: {campaign.Tried} inputs, {campaign.Edges} edges, {campaign.Corpus.Count} ways, seed {seed}");
        if (save)
        {
            foreach (var input in campaign.Corpus.Where(input => input.Length <= 2048 && !known.Any(other => other.AsSpan().SequenceEqual(input))).TakeLast(40))
                CorpusFolder.Add(target.Name, "way", input);
        }

        return found is { } finding ? (Describe(target, finding.Input, finding.Finding, seed), summary) : (null, summary);
    }

    private static string Describe(FuzzTarget target, byte[] input, Exception finding, int seed)
    {
        var file = CorpusFolder.Add(target.Name, "failed", input);
        return $"{target.Name}, seed {seed}: {finding.Message}\nThe input is in {file}: keep it, it is replayed from now on.\n"
            + $"{Encoding.Latin1.GetString(input.AsSpan(0, Math.Min(input.Length, 400)))}\n{finding}";
    }
}
