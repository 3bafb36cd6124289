namespace Tandem.Docs.Tests;

/// <summary>Asserts over lists of faults. The assertions of the framework cut their texts short.</summary>
internal static class Findings
{
    /// <summary>Fails when there is a fault, and shows them all.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
